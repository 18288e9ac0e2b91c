//===----------------------------------------------------------------------===//
// How do files get new contents? Each is replaced at once by a complete one
// written beside it, so that whatever happens it is either old or new.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_CLI_WRITEFILES_H
#define COHAZARD_HOSTS_CLI_WRITEFILES_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace cohazard::cli {

struct FileChange {
  std::string Path;
  std::string Before; ///< what must still stand there
  std::string After;
};

/// Why \p Path may not be written; success if it may. To replace a file it
/// takes no right to write it, but one that is marked as read-only is meant to
/// stay.
llvm::Error mayWrite(const std::string &Path);

/// New contents of files, written beside them and put in place all at once.
class FileReplacements {
public:
  FileReplacements();
  ~FileReplacements();

  /// Writes what the files will hold; all of these, or none and says of which
  /// file and why. Nothing is replaced yet.
  llvm::Error prepare(llvm::ArrayRef<FileChange> Together);

  /// Replaces what is prepared. If one file cannot be replaced, those that were
  /// are put back, and the error names it. Permissions stay, a link stays a link
  /// to the file that changes.
  llvm::Error commit();

private:
  struct Prepared;
  std::vector<Prepared> Files;
};

/// Makes \p Path a file of these bytes, old or new; what is no regular file,
/// such as a pipe, is written into. An error names it.
llvm::Error writeWhole(llvm::StringRef Path, llvm::StringRef Bytes);

} // namespace cohazard::cli

#endif
