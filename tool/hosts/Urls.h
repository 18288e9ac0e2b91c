//===----------------------------------------------------------------------===//
// How is a file or a check's page named where only URLs are taken?
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_URLS_H
#define COHAZARD_HOSTS_URLS_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace cohazard::hosts {

/// \p Path as the path of a URL.
std::string percentEncoded(llvm::StringRef Path);

/// The page of the check \p Id, which has no `cohazard-` in front, where the
/// documentation is published; empty if this build does not know where.
std::string publishedPage(llvm::StringRef Id);

} // namespace cohazard::hosts

#endif
