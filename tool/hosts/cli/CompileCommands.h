//===----------------------------------------------------------------------===//
// Which TUs are to be looked at, and how is each compiled?
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_CLI_COMPILECOMMANDS_H
#define COHAZARD_HOSTS_CLI_COMPILECOMMANDS_H

#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace cohazard::cli {

/// One TU: a file and the way to compile it.
struct Unit {
  std::string File; ///< absolute
  std::string Directory;
  std::vector<std::string> Arguments; ///< with the compiler in front
};

/// What the user asked for.
struct UnitRequest {
  std::vector<std::string> Files; ///< none: every TU of the database
  std::string BuildPath;          ///< `-p`; may be empty
  const std::vector<std::string> *Flags = nullptr; ///< behind `--`
  std::vector<std::string> Mappings = {};          ///< `--remap`: FROM=TO
};

struct UnitList {
  std::vector<Unit> Units;
  std::vector<std::string> Errors; ///< what could not be found, a sentence each
  std::vector<std::string> Notes;  ///< what may be missed, a sentence each
  /// Absolute, of the first database; empty if none was needed.
  std::string DatabaseFolder, DatabaseFile;
};

/// Every TU of the request, each file and command once. TUs of the database
/// come in the order of their names.
UnitList findUnits(const UnitRequest &Request);

} // namespace cohazard::cli

#endif
