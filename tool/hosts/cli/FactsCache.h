//===----------------------------------------------------------------------===//
// Have the facts of this TU been made before, of the very same bytes?
//
//   <directory>/facts/xx/<hash>.facts   facts files, named by a hash of their
//                                       bytes: never changed, only added and
//                                       deleted. Equal facts are one file
//   <directory>/state                   which facts belong to which unit, and
//                                       what they were made of (CacheState.h)
//   <directory>/reports/<hash>.report   the findings of whole runs, by all that they
//                                       depend on (KnownReport.h); the newest few
//   <directory>/program.index           what the whole program knows, for the editor
//                                       (program/Index.h)
//   <directory>/lock                    held while the state is replaced
//
// A unit is found by what it is (UnitKey) and is good as long as all that its
// parse read is still the same. A file is taken for unchanged, without reading
// it, if it bears the stamp (size, device, inode, times of change of its contents
// and of its inode) that it had when it was hashed; else it is hashed again, and
// a touched or copied but equal file changes nothing. A stamp is only believed if
// it was two seconds old before the file was read: of a file that changes twice
// within a tick of the clock the stamp tells nothing, and such a file is hashed
// again in the next run. Each file is looked at once a run, whatever the number
// of units that read it; what changes while we run is seen by the next run.
//
// Nothing here is needed: what cannot be read, or is damaged, is made again, and
// what cannot be written is not kept; a note says so. Files are written beside
// their place and renamed onto it. Of two processes that end at the same time
// the second adds the first one's units to its own.
//
// Paths are absolute: a copy helps at the same place only.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_CLI_FACTSCACHE_H
#define COHAZARD_HOSTS_CLI_FACTSCACHE_H

#include "hosts/cli/CacheState.h"
#include "hosts/cli/CacheStore.h"
#include "program/Index.h"
#include "llvm/Support/MemoryBuffer.h"
#include <mutex>

namespace cohazard::cli {

/// All that the facts of a TU depend on, but for files.
struct UnitKey {
  llvm::StringRef File, Directory;
  llvm::ArrayRef<std::string> Arguments;
  llvm::StringRef Settings; ///< a fingerprint: models, options of the extraction
  llvm::StringRef BuildId;  ///< of this program, its compiler included

  ContentHash hash() const;
};

/// Facts that are in the cache.
struct CachedFacts {
  ContentHash Hash; ///< of their bytes: if it is the same, so are they
  uint64_t Size = 0;
  ContentHash Inputs;               ///< of all that they were made of
  std::vector<std::string> Strings; ///< what was stored with them
  std::optional<CachedFailure> Failure; ///< then there is no fact
};

/// Safe to use from several threads.
class FactsCache {
public:
  struct Options {
    std::string Directory; ///< made when something is stored
    uint64_t MaxBytes = uint64_t(2) << 30;
  };

  /// \p Note takes one line of text at a time, which begins in lower case.
  FactsCache(Options Wanted, std::function<void(std::string)> Note);

  /// The facts of a unit, if nothing that they depend on has changed.
  std::optional<CachedFacts> find(const UnitKey &Key);
  /// Their bytes; null if they are not what was stored: make them again.
  std::unique_ptr<llvm::MemoryBuffer> load(const CachedFacts &Facts);
  /// Keeps the facts of a unit, or that it has none. The inputs are what its parse
  /// has read.
  void store(const UnitKey &Key, const UnitInputs &Inputs,
             llvm::StringRef FactsBytes, std::vector<std::string> Strings,
             std::optional<CachedFailure> Failure);
  /// The report that was stored under \p Key; null if there is none.
  std::unique_ptr<llvm::MemoryBuffer> loadReport(ContentHash Key) {
    return Store.read(Store.reportPath(Key));
  }
  void discardReport(ContentHash Key) {
    Store.discard(Store.reportPath(Key), "is damaged");
  }
  void storeReport(ContentHash Key, llvm::StringRef Bytes);
  /// What the file at \p Path, an absolute one, held when the facts of this run
  /// were made; nothing if no unit has read it by that name.
  std::optional<program::FileContents> contentsOf(const std::string &Path);
  /// What the last whole program knows: kept for hosts that see one TU.
  void storeIndex(llvm::StringRef Bytes);
  bool hasIndex() const;
  /// Where the bytes are kept, e.g. to map them.
  std::string pathOf(const CachedFacts &Facts) const {
    return Store.factsPath(Facts.Hash);
  }

  /// Writes down what is known, and removes what is over the bound: gives the
  /// number of units that are too many or too old.
  uint64_t finish();

private:
  /// What was seen of a path in this run.
  struct PathNow {
    hosts::Look Is = hosts::Look::Nothing;
    bool Looked = false, Hashed = false;
    hosts::FileStamp Stamp;
    ContentHash Content;
  };
  enum class Validity : uint8_t { Unknown, Current, Stale };

  bool isCurrent(uint32_t Version);
  PathNow &look(uint32_t Path);
  void hashNow(uint32_t Path, PathNow &Now);
  void keepStamp(uint32_t Version,
                 std::chrono::system_clock::time_point ReadAfter);
  std::vector<uint32_t> versionsOf(const UnitInputs &Inputs);
  void markUsed(CachedUnitRecord &Unit);
  void writeState(bool Trim);
  std::vector<const CachedUnitRecord *> unitsToKeep();
  void removeFacts(llvm::ArrayRef<const CachedUnitRecord *> Kept);

  Options Wanted;
  CacheStore Store;
  std::mutex Guard; ///< of all below
  CacheTables Tables;
  std::vector<PathNow> Paths;     ///< like the state's
  std::vector<Validity> Versions; ///< like the state's
  llvm::DenseSet<ContentHash> UsedNow; ///< keys of units found or stored
  std::vector<ContentHash> Replaced;   ///< facts that some unit had before
  uint64_t LoadedChecksum = 0; ///< of the state as we last saw it
  bool Dirty = false;
  std::chrono::steady_clock::time_point Written;
};

} // namespace cohazard::cli

#endif
