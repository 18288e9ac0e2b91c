//===----------------------------------------------------------------------===//
// What do edits change, line by line? The edits say where to look: no search
// for what two texts have in common is needed.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_CLI_UNIFIEDDIFF_H
#define COHAZARD_HOSTS_CLI_UNIFIEDDIFF_H

#include "hosts/cli/EditedText.h"

namespace cohazard::cli {

/// The difference that the edits make as `diff -u` prints it, for `patch -p1`.
std::string unifiedDiff(llvm::StringRef Path, llvm::StringRef Contents,
                        const Edits &Made);

} // namespace cohazard::cli

#endif
