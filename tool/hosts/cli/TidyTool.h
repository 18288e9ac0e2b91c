//===----------------------------------------------------------------------===//
// Does an installed clang-tidy take our plugin? Asked of the program itself.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_CLI_TIDYTOOL_H
#define COHAZARD_HOSTS_CLI_TIDYTOOL_H

#include "llvm/Support/Error.h"

namespace cohazard::cli {

/// Has \p Tidy load \p Plugin and list the checks. An error says what it said.
llvm::Error loadPlugin(llvm::StringRef Tidy, llvm::StringRef Plugin);

/// Of LLVM, as `--version` prints it; 0 if it does not.
unsigned majorVersionOf(llvm::StringRef Program);

} // namespace cohazard::cli

#endif
