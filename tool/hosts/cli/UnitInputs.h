//===----------------------------------------------------------------------===//
// What did the parse of a TU depend on? Every file that was read, with a hash of
// the very bytes that the compiler saw, and every place where one was looked for
// in vain: a header that appears there would be found instead.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_CLI_UNITINPUTS_H
#define COHAZARD_HOSTS_CLI_UNITINPUTS_H

#include "hosts/cli/ContentHash.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <chrono>
#include <vector>

namespace cohazard::cli {

enum class InputKind : uint8_t {
  Absence,  ///< there is no such file
  Presence, ///< there is one, and nobody looked into it
  Contents,
};

struct UnitInput {
  std::string Path; ///< absolute; not freed of dots, which links give a meaning
  InputKind Kind = InputKind::Absence;
  ContentHash Content; ///< InputKind::Contents
};

struct UnitInputs {
  std::vector<UnitInput> Files; ///< by path
  /// Before the first file was read.
  std::chrono::system_clock::time_point Started;
  /// A file was there that could not be read: what was made of it may change while
  /// nothing above does.
  bool Unreadable = false;

  /// Tells one set of inputs and their contents from another.
  ContentHash hash() const;
};

/// A file system that takes down what is asked of it. To be used by one TU, on
/// one thread, its working directory set.
/// Missed: what a directory holds, which clang's driver asks to find a GCC; a
/// newly installed one is not noticed before a file that was looked for in vain
/// appears.
class InputRecorder : public llvm::vfs::ProxyFileSystem {
public:
  explicit InputRecorder(llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files)
      : ProxyFileSystem(std::move(Files)),
        Started(std::chrono::system_clock::now()) {}

  UnitInputs take();

  llvm::ErrorOr<llvm::vfs::Status> status(const llvm::Twine &Path) override;
  bool exists(const llvm::Twine &Path) override;
  llvm::ErrorOr<std::unique_ptr<llvm::vfs::File>>
  openFileForRead(const llvm::Twine &Path) override;

private:
  friend class RecordedFile;
  struct Seen {
    InputKind Kind;
    ContentHash Content;
  };
  void see(llvm::StringRef AbsolutePath, Seen What);
  std::string absolute(const llvm::Twine &Path) const;

  std::chrono::system_clock::time_point Started;
  bool Unreadable = false;
  llvm::StringMap<Seen> Files;
};

} // namespace cohazard::cli

#endif
