#include "hosts/cli/CacheState.h"
#include "facts/FactsArchive.h"
#include "llvm/Support/Endian.h"

using namespace llvm;

namespace cohazard::facts {
COHAZARD_FIELDS(cli::ContentHash, Low, High)
COHAZARD_FIELDS(cli::CachedPath, Path, Found, Stamp)
COHAZARD_FIELDS(cli::FileVersion, Path, Kind, Content)
COHAZARD_FIELDS(cli::CachedFailure, Errors, Colored)
COHAZARD_FIELDS(cli::CachedUnitRecord, Key, Facts, Size, Inputs, InputsHash,
                Strings, Failure, UsedOn)
COHAZARD_FIELDS(cli::CacheState, Paths, Versions, Units)
} // namespace cohazard::facts

namespace cohazard::cli {

//===-- On disk ------------------------------------------------------------===//

static constexpr StringLiteral Magic = "cohstat3";
static constexpr size_t HeaderSize = Magic.size() + sizeof(uint64_t);

std::string encodeState(const CacheState &State) {
  facts::ArchiveWriter Writer;
  Writer.value(State);
  std::string Payload = std::move(Writer).take(/*Files=*/0, /*Entities=*/0);
  char Checksum[sizeof(uint64_t)];
  support::endian::write64le(Checksum, xxh3_64bits(Payload));
  return (Magic + StringRef(Checksum, sizeof(Checksum)) + Payload).str();
}

/// Are all numbers those of something?
static bool isWellFormed(const CacheState &State) {
  for (const CachedPath &Path : State.Paths)
    if (Path.Found && *Path.Found >= State.Versions.size())
      return false;
  for (const FileVersion &Version : State.Versions)
    if (Version.Path >= State.Paths.size())
      return false;
  for (const CachedUnitRecord &Unit : State.Units) {
    uint64_t Version = 0;
    for (uint32_t Distance : Unit.Inputs)
      Version += Distance;
    if (!Unit.Inputs.empty() && Version >= State.Versions.size())
      return false;
  }
  return true;
}

std::optional<CacheState> decodeState(StringRef Bytes) {
  if (Bytes.size() < HeaderSize || !Bytes.starts_with(Magic))
    return std::nullopt;
  StringRef Payload = Bytes.drop_front(HeaderSize);
  if (support::endian::read64le(Bytes.data() + Magic.size()) !=
      xxh3_64bits(Payload))
    return std::nullopt;
  facts::ArchiveReader Reader(Payload);
  CacheState State;
  Reader.value(State);
  if (!Reader.complete() || !isWellFormed(State))
    return std::nullopt;
  return State;
}

//===-- In memory ----------------------------------------------------------===//

CacheTables::CacheTables(CacheState Read) : State(std::move(Read)) {
  VersionsOfPath.resize(State.Paths.size());
  for (uint32_t V = 0; V < State.Versions.size(); ++V)
    VersionsOfPath[State.Versions[V].Path].push_back(V);
  UnitByKey.reserve(State.Units.size());
  for (uint32_t U = 0; U < State.Units.size(); ++U)
    UnitByKey[State.Units[U].Key] = U;
}

void CacheTables::indexPaths() {
  if (PathByName.size() == State.Paths.size())
    return;
  for (uint32_t P = 0; P < State.Paths.size(); ++P)
    PathByName.try_emplace(State.Paths[P].Path, P);
}

CachedUnitRecord *CacheTables::find(ContentHash Key) {
  auto Found = UnitByKey.find(Key);
  return Found == UnitByKey.end() ? nullptr : &State.Units[Found->second];
}

std::optional<uint32_t> CacheTables::findPath(StringRef Path) {
  indexPaths();
  auto Found = PathByName.find(Path);
  if (Found == PathByName.end())
    return std::nullopt;
  return Found->second;
}

std::optional<uint32_t> CacheTables::findVersion(uint32_t Path, InputKind Kind,
                                                 ContentHash Content) const {
  for (uint32_t V : VersionsOfPath[Path])
    if (State.Versions[V].Kind == Kind && State.Versions[V].Content == Content)
      return V;
  return std::nullopt;
}

uint32_t CacheTables::version(StringRef Path, InputKind Kind,
                              ContentHash Content) {
  indexPaths();
  auto [Known, New] = PathByName.try_emplace(Path, State.Paths.size());
  if (New) {
    State.Paths.emplace_back().Path = Path.str();
    VersionsOfPath.emplace_back();
  }
  uint32_t Number = Known->second;
  if (auto Found = findVersion(Number, Kind, Content))
    return *Found;
  uint32_t Version = State.Versions.size();
  State.Versions.push_back({Number, Kind, Content});
  VersionsOfPath[Number].push_back(Version);
  return Version;
}

void CacheTables::put(CachedUnitRecord Unit, std::vector<uint32_t> Versions) {
  llvm::sort(Versions);
  Unit.Inputs.clear();
  uint32_t Before = 0;
  for (uint32_t Version : Versions) {
    Unit.Inputs.push_back(Version - Before);
    Before = Version;
  }
  auto [Known, New] = UnitByKey.try_emplace(Unit.Key, State.Units.size());
  if (New)
    State.Units.push_back(std::move(Unit));
  else
    State.Units[Known->second] = std::move(Unit);
}

void CacheTables::absorb(const CacheState &Others,
                         const DenseSet<ContentHash> &Fresh) {
  std::vector<uint32_t> Ours;
  for (const FileVersion &V : Others.Versions)
    Ours.push_back(version(Others.Paths[V.Path].Path, V.Kind, V.Content));
  for (const CachedPath &Theirs : Others.Paths) {
    if (!Theirs.Found)
      continue;
    CachedPath &Path = State.Paths[State.Versions[Ours[*Theirs.Found]].Path];
    // Either stamp is as good: it is only believed while the file bears it.
    if (!Path.Found) {
      Path.Found = Ours[*Theirs.Found];
      Path.Stamp = Theirs.Stamp;
    }
  }
  for (const CachedUnitRecord &Unit : Others.Units) {
    if (Fresh.contains(Unit.Key))
      continue;
    std::vector<uint32_t> Versions;
    allInputs(Unit, [&](uint32_t V) {
      Versions.push_back(Ours[V]);
      return true;
    });
    put(Unit, std::move(Versions));
  }
}

CacheState
CacheTables::only(ArrayRef<const CachedUnitRecord *> Units) const {
  // In the order of their first use: what is used together is near.
  CacheTables Kept;
  std::vector<std::optional<uint32_t>> Numbers(State.Versions.size());
  for (const CachedUnitRecord *Unit : Units) {
    std::vector<uint32_t> Versions;
    allInputs(*Unit, [&](uint32_t V) {
      if (!Numbers[V]) {
        const FileVersion &Old = State.Versions[V];
        Numbers[V] =
            Kept.version(State.Paths[Old.Path].Path, Old.Kind, Old.Content);
      }
      Versions.push_back(*Numbers[V]);
      return true;
    });
    Kept.put(*Unit, std::move(Versions));
  }
  for (const CachedPath &Old : State.Paths)
    if (Old.Found && Numbers[*Old.Found]) {
      CachedPath &Path =
          Kept.path(Kept.State.Versions[*Numbers[*Old.Found]].Path);
      Path.Found = Numbers[*Old.Found];
      Path.Stamp = Old.Stamp;
    }
  return std::move(Kept.State);
}

} // namespace cohazard::cli
