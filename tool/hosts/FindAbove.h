//===----------------------------------------------------------------------===//
// Which file holds for a folder? One that stands there, or in the nearest folder
// above it.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_FINDABOVE_H
#define COHAZARD_HOSTS_FINDABOVE_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace cohazard::hosts {

/// The first of \p Names, which may have folders in front, that is a file in
/// \p Folder, else in the folder above, and so on. Empty if there is none.
std::string findAbove(llvm::StringRef Folder,
                      llvm::ArrayRef<llvm::StringRef> Names);

} // namespace cohazard::hosts

#endif
