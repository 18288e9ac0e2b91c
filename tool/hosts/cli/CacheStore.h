//===----------------------------------------------------------------------===//
// The files of a cache: read whole, written beside and renamed, locked while
// they are replaced. What fails is said in a note and never stops anything.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_CLI_CACHESTORE_H
#define COHAZARD_HOSTS_CLI_CACHESTORE_H

#include "hosts/cli/ContentHash.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include <functional>
#include <mutex>
#include <vector>

namespace cohazard::cli {

class CacheStore {
public:
  CacheStore(std::string Directory, std::function<void(std::string)> Note)
      : Directory(std::move(Directory)), Note(std::move(Note)) {}

  std::string statePath() const { return Directory + "/state"; }
  std::string indexPath() const;
  std::string factsPath(ContentHash Facts) const;
  std::string reportPath(ContentHash Key) const;

  void note(const llvm::Twine &Text);
  /// The contents of a file; null if there is none. Any other reason is noted.
  std::unique_ptr<llvm::MemoryBuffer> read(const std::string &Path);
  /// Puts a file in place at once. After a failure, which is noted once, nothing
  /// more is written.
  bool write(const std::string &Path, llvm::StringRef Bytes);
  /// Deletes a damaged file and says so.
  void discard(const std::string &Path, const llvm::Twine &Why);
  bool canWrite();

  /// Runs \p Work while no other process does so on this cache. After two
  /// seconds of waiting it runs all the same: the last to write wins.
  void locked(llvm::function_ref<void()> Work);

  /// Deletes the facts files that \p IsUsed does not know, unless they are so
  /// young that another process may be about to write of them.
  void sweep(llvm::function_ref<bool(llvm::StringRef Hex)> IsUsed);
  /// Deletes all but the \p Count newest reports.
  void keepNewestReports(size_t Count);

private:
  void keepOutOfGit();

  std::string Directory;
  std::function<void(std::string)> Note;
  std::mutex Guard; ///< of Note and Failed
  bool Failed = false;
};

} // namespace cohazard::cli

#endif
