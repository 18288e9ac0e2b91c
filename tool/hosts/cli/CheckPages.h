//===----------------------------------------------------------------------===//
// Where is a check described? In a page of the documentation, which is part of
// the binary.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_CLI_CHECKPAGES_H
#define COHAZARD_HOSTS_CLI_CHECKPAGES_H

#include "llvm/ADT/StringRef.h"

namespace cohazard::cli {

/// Markdown. \p Id has no `cohazard-` in front; empty if there is no such
/// check.
llvm::StringRef checkPage(llvm::StringRef Id);

} // namespace cohazard::cli

#endif
