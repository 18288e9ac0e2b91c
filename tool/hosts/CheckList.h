//===----------------------------------------------------------------------===//
// Does a `Checks` list speak of our checks? They are on unless it does.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_CHECKLIST_H
#define COHAZARD_HOSTS_CHECKLIST_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace cohazard::hosts {

/// Does \p Checks choose among other tools' checks only? Such a list was not
/// written with us in mind: it switches nothing of ours off. To switch us off
/// it says `-cohazard-*`, or `-*` and no more.
bool speaksOfOthersOnly(llvm::StringRef Checks);

/// \p Checks with ours on unless it says otherwise.
std::string withOurChecks(llvm::StringRef Checks);

} // namespace cohazard::hosts

#endif
