//===----------------------------------------------------------------------===//
// What does the cache know? Which facts belong to which unit, and which contents
// of which files they were made of. Files are numbered, so that a thousand units
// that read the same five hundred headers cost a number each and one look at
// each header.
//
// On disk: magic, version (8 bytes), checksum of the rest (8), then CacheState as
// facts/FactsArchive.h writes it.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_CLI_CACHESTATE_H
#define COHAZARD_HOSTS_CLI_CACHESTATE_H

#include "hosts/FileStamp.h"
#include "hosts/cli/UnitInputs.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringMap.h"
#include <optional>
#include <vector>

namespace cohazard::cli {

/// One path that some parse asked for.
struct CachedPath {
  std::string Path;
  /// The contents that were found there last, and the stamp that the file had
  /// then: as long as it has it, there is no need to read it.
  std::optional<uint32_t> Found; ///< into CacheState::Versions
  hosts::FileStamp Stamp;
};

/// What was found at a path once.
struct FileVersion {
  uint32_t Path = 0; ///< into CacheState::Paths
  InputKind Kind = InputKind::Absence;
  ContentHash Content;
};

/// What clang said of a unit that does not parse.
struct CachedFailure {
  std::string Errors;
  bool Colored = false;
};

struct CachedUnitRecord {
  ContentHash Key;   ///< of what the unit is, see UnitKey
  ContentHash Facts; ///< names the facts file
  uint64_t Size = 0; ///< of that
  /// FileVersions, ascending, each as its distance from the one before.
  std::vector<uint32_t> Inputs;
  ContentHash InputsHash; ///< of the same, their paths and contents
  std::vector<std::string> Strings; ///< the caller's
  std::optional<CachedFailure> Failure;
  uint32_t UsedOn = 0; ///< days since the epoch
};

/// The tables, as they are on disk.
struct CacheState {
  std::vector<CachedPath> Paths;
  std::vector<FileVersion> Versions;
  std::vector<CachedUnitRecord> Units;
};

std::string encodeState(const CacheState &State);
/// Nothing if \p Bytes are not what encodeState() gives.
std::optional<CacheState> decodeState(llvm::StringRef Bytes);

/// The tables, with what it takes to find something in them and to add to them.
class CacheTables {
public:
  explicit CacheTables(CacheState State = {});

  const CacheState &state() const { return State; }
  CachedPath &path(uint32_t Path) { return State.Paths[Path]; }
  CachedUnitRecord *find(ContentHash Key);
  std::optional<uint32_t> findPath(llvm::StringRef Path);
  /// The version of \p Path with these contents, if some unit has read it.
  std::optional<uint32_t> findVersion(uint32_t Path, InputKind Kind,
                                      ContentHash Content) const;
  uint32_t version(llvm::StringRef Path, InputKind Kind, ContentHash Content);
  /// Adds a unit, or replaces the one of the same key. \p Versions may come in
  /// any order.
  void put(CachedUnitRecord Unit, std::vector<uint32_t> Versions);
  /// Adds what \p Others has more. Of a unit that both have, ours stays if it
  /// is \p Fresh.
  void absorb(const CacheState &Others,
              const llvm::DenseSet<ContentHash> &Fresh);
  /// These units only, and what they refer to, numbered anew.
  CacheState only(llvm::ArrayRef<const CachedUnitRecord *> Units) const;

private:
  void indexPaths();

  CacheState State;
  std::vector<std::vector<uint32_t>> VersionsOfPath;
  llvm::DenseMap<ContentHash, uint32_t> UnitByKey;
  /// Filled when first needed: to find units, paths are never looked up.
  llvm::StringMap<uint32_t> PathByName;
};

/// Calls \p Visit with each version that \p Unit depends on, until that says no.
template <typename Callback>
bool allInputs(const CachedUnitRecord &Unit, Callback Visit) {
  uint32_t Version = 0;
  for (uint32_t Distance : Unit.Inputs)
    if (!Visit(Version += Distance))
      return false;
  return true;
}

} // namespace cohazard::cli

#endif
