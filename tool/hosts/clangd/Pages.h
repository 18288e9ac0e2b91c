//===----------------------------------------------------------------------===//
// Where can an editor open the page of a check?
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_CLANGD_PAGES_H
#define COHAZARD_HOSTS_CLANGD_PAGES_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace cohazard::hosts {

/// A URL of the page of \p Check, an id: on the web if the build was told where,
/// else the installed file, else that of the source tree. Empty if there is
/// none.
std::string pageOf(llvm::StringRef Check);

} // namespace cohazard::hosts

#endif
