//===----------------------------------------------------------------------===//
// What is there to say about the whole program? link -> detect -> filter by
// NOLINT, header filter and warnings-as-errors, with clang-tidy's own code.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_CLI_LINTPROGRAM_H
#define COHAZARD_HOSTS_CLI_LINTPROGRAM_H

#include "hosts/cli/ReadTu.h"
#include "program/Link.h"
#include "program/Program.h"

namespace cohazard::cli {

/// A linked program, and how its units speak of their files.
struct LinkedProgram {
  struct Unit {
    FileTable::File MainFile;
    std::string Directory;
    FileTable Files; ///< as the compiler was given them
  };
  std::vector<Unit> Units;
  facts::TuFacts Facts;
};

/// Makes one of units, whose files are as the compiler was given them.
class ProgramLinker {
public:
  void add(facts::TuFacts Unit);
  /// The units are in the order that they came in.
  LinkedProgram finish() &&;

private:
  std::vector<LinkedProgram::Unit> Units;
  program::Linker Linker;
};

using ProgramTaker =
    llvm::function_ref<void(std::shared_ptr<const program::Program>)>;

/// Gives every unit its findings: those in its main file, and those in a header
/// that no unit before it reads. \p Units are configured, and those of \p Program.
/// Calls \p BeforeChecks with the program as the first checks will see it, which
/// refers to \p Program and to what is known of the units; not if none is on.
void lintProgram(const LinkedProgram &Program, std::vector<ReadUnit> &Units,
                 const LintOptions &Options, RunTimes &Times,
                 ProgramTaker BeforeChecks = [](auto) {});

/// What \p Program knows, for hosts that see one TU at a time (program/Index.h).
/// \p Cache, which may be null, knows what files held; the others are read. Empty if
/// that crashed.
std::string indexOf(const program::Program &Program, FactsCache *Cache,
                    unsigned Jobs);

} // namespace cohazard::cli

#endif
