//===----------------------------------------------------------------------===//
// The disk as it would be with edits made: what a TU reads before anything is
// written.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_CLI_EDITEDFILES_H
#define COHAZARD_HOSTS_CLI_EDITEDFILES_H

#include "llvm/Support/FileSystem/UniqueID.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <map>

namespace cohazard::cli {

/// By the file's identity, so that it reads the same by every name: through
/// links, `..`, or another spelling of a directory.
using EditedContents = std::map<llvm::sys::fs::UniqueID, std::string>;

/// A file system with a working directory of its own. \p Edited must outlive
/// it.
llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>
withEdits(const EditedContents &Edited);

} // namespace cohazard::cli

#endif
