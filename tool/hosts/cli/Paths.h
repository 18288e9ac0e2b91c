//===----------------------------------------------------------------------===//
// How is a path written down, and how is it shown?
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_CLI_PATHS_H
#define COHAZARD_HOSTS_CLI_PATHS_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace cohazard::cli {

/// \p Path, seen from \p Directory (if empty: where we are), without dots.
std::string absolutePath(llvm::StringRef Path, llvm::StringRef Directory = "");

/// The same, with no link in it: one name for each file that exists.
std::string realPath(llvm::StringRef Path, llvm::StringRef Directory = "");

/// The same as the user would write it: relative to the working directory if it
/// is below it.
std::string displayPath(llvm::StringRef Path, llvm::StringRef Directory = "");

} // namespace cohazard::cli

#endif
