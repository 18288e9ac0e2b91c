#include "hosts/cli/FactsCache.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/FileSystem.h"

using namespace llvm;
using std::chrono::system_clock;

namespace cohazard::cli {

/// Units that nobody asked for in as many days are dropped: those of files that
/// are gone, and of earlier builds of this program.
static constexpr uint32_t KeptUnusedDays = 30;
/// Of runs that ask for different files or checks in turn, and of branches.
static constexpr unsigned KeptReports = 16;
/// A run that is interrupted loses no more than this.
static constexpr std::chrono::seconds WrittenEvery(20);

static uint32_t today() {
  auto Since = system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::hours>(Since).count() / 24;
}

ContentHash UnitKey::hash() const {
  std::string Text;
  auto Add = [&](StringRef Part) {
    // Lengths tell where one part ends and the next begins.
    char Length[sizeof(uint64_t)];
    support::endian::write64le(Length, Part.size());
    Text.append(Length, sizeof(Length));
    Text += Part;
  };
  for (StringRef Part : {File, Directory, Settings, BuildId})
    Add(Part);
  for (const std::string &Argument : Arguments)
    Add(Argument);
  return ContentHash::of(Text);
}

//===-- Opening ------------------------------------------------------------===//

/// Tells one state from another without decoding it.
static uint64_t checksumOf(const MemoryBuffer *State) {
  return State ? xxh3_64bits(State->getBuffer()) : 0;
}

FactsCache::FactsCache(Options Given, std::function<void(std::string)> Note)
    : Wanted(std::move(Given)), Store(Wanted.Directory, std::move(Note)),
      Written(std::chrono::steady_clock::now()) {
  std::unique_ptr<MemoryBuffer> Bytes = Store.read(Store.statePath());
  if (!Bytes)
    return;
  LoadedChecksum = checksumOf(Bytes.get());
  if (auto State = decodeState(Bytes->getBuffer()))
    Tables = CacheTables(std::move(*State));
  else
    Store.discard(Store.statePath(), "is damaged, or of another version");
  Paths.resize(Tables.state().Paths.size());
  Versions.resize(Tables.state().Versions.size());
}

//===-- Finding ------------------------------------------------------------===//

FactsCache::PathNow &FactsCache::look(uint32_t Path) {
  Paths.resize(Tables.state().Paths.size());
  PathNow &Now = Paths[Path];
  if (!Now.Looked) {
    Now.Looked = true;
    Now.Is = hosts::lookAt(Tables.path(Path).Path, Now.Stamp);
  }
  return Now;
}

/// What a file holds: by its stamp if that tells, else by reading it.
void FactsCache::hashNow(uint32_t Path, PathNow &Now) {
  if (Now.Hashed)
    return;
  Now.Hashed = true;
  CachedPath &Known = Tables.path(Path);
  if (Known.Found && Known.Stamp == Now.Stamp) {
    Now.Content = Tables.state().Versions[*Known.Found].Content;
    return;
  }
  auto ReadAfter = system_clock::now();
  auto Bytes = MemoryBuffer::getFile(Known.Path, /*IsText=*/false,
                                     /*RequiresNullTerminator=*/false);
  if (!Bytes)
    return;
  Now.Content = ContentHash::of((*Bytes)->getBuffer());
  if (auto Version =
          Tables.findVersion(Path, InputKind::Contents, Now.Content))
    keepStamp(*Version, ReadAfter);
}

/// Of the version that the path was just found to hold.
void FactsCache::keepStamp(uint32_t Version,
                           system_clock::time_point ReadAfter) {
  uint32_t Path = Tables.state().Versions[Version].Path;
  const PathNow &Now = Paths[Path];
  CachedPath &Known = Tables.path(Path);
  if (Now.Is == hosts::Look::File && Now.Stamp.isOlderThan(ReadAfter)) {
    Known.Found = Version;
    Known.Stamp = Now.Stamp;
    Dirty = true;
  } else if (Known.Found) {
    Known.Found.reset();
    Dirty = true;
  }
}

bool FactsCache::isCurrent(uint32_t Version) {
  if (Versions[Version] != Validity::Unknown)
    return Versions[Version] == Validity::Current;
  const FileVersion &Then = Tables.state().Versions[Version];
  PathNow &Now = look(Then.Path);
  bool Same = false;
  switch (Then.Kind) {
  case InputKind::Absence:
    Same = Now.Is == hosts::Look::Nothing;
    break;
  case InputKind::Presence:
    Same = Now.Is != hosts::Look::Nothing;
    break;
  case InputKind::Contents:
    if (Now.Is == hosts::Look::File) {
      hashNow(Then.Path, Now);
      Same = Now.Content == Then.Content && !(Then.Content == ContentHash());
    }
  }
  Versions[Version] = Same ? Validity::Current : Validity::Stale;
  return Same;
}

void FactsCache::markUsed(CachedUnitRecord &Unit) {
  UsedNow.insert(Unit.Key);
  // A day is exact enough, and a run that changes nothing writes nothing.
  if (Unit.UsedOn == today())
    return;
  Unit.UsedOn = today();
  Dirty = true;
}

std::optional<CachedFacts> FactsCache::find(const UnitKey &Key) {
  ContentHash Hash = Key.hash();
  std::lock_guard<std::mutex> Lock(Guard);
  CachedUnitRecord *Unit = Tables.find(Hash);
  Versions.resize(Tables.state().Versions.size());
  if (!Unit || !allInputs(*Unit, [&](uint32_t V) {
        return Versions[V] == Validity::Current || isCurrent(V);
      }))
    return std::nullopt;
  uint64_t Size = 0;
  if (sys::fs::file_size(Store.factsPath(Unit->Facts), Size))
    return std::nullopt;
  markUsed(*Unit);
  return CachedFacts{Unit->Facts, Unit->Size, Unit->InputsHash, Unit->Strings,
                     Unit->Failure};
}

std::unique_ptr<MemoryBuffer> FactsCache::load(const CachedFacts &Facts) {
  std::string Path = pathOf(Facts);
  std::unique_ptr<MemoryBuffer> Bytes = Store.read(Path);
  if (!Bytes || ContentHash::of(Bytes->getBuffer()) == Facts.Hash)
    return Bytes;
  Store.discard(Path, "is damaged");
  return nullptr;
}

//===-- Storing ------------------------------------------------------------===//

std::vector<uint32_t> FactsCache::versionsOf(const UnitInputs &Inputs) {
  std::vector<uint32_t> Numbers;
  for (const UnitInput &Input : Inputs.Files) {
    uint32_t Number = Tables.version(Input.Path, Input.Kind, Input.Content);
    Numbers.push_back(Number);
    if (Input.Kind != InputKind::Contents || Input.Content == ContentHash())
      continue;
    uint32_t Path = Tables.state().Versions[Number].Path;
    if (PathNow &Now = look(Path);
        Now.Hashed && Now.Content == Input.Content)
      continue;
    // The parse saw other bytes than we did, or we none yet. A change after
    // the parse began gives a stamp that is not believed.
    Paths[Path] = PathNow();
    PathNow &Now = look(Path);
    Now.Hashed = true;
    Now.Content = Input.Content;
    keepStamp(Number, Inputs.Started);
  }
  return Numbers;
}

void FactsCache::store(const UnitKey &Key, const UnitInputs &Inputs,
                       StringRef FactsBytes, std::vector<std::string> Strings,
                       std::optional<CachedFailure> Failure) {
  CachedUnitRecord Unit;
  Unit.Facts = ContentHash::of(FactsBytes);
  Unit.Size = FactsBytes.size();
  Unit.InputsHash = Inputs.hash();
  std::string Path = Store.factsPath(Unit.Facts);
  uint64_t There = 0;
  bool Kept = (!sys::fs::file_size(Path, There) && There == Unit.Size) ||
              Store.write(Path, FactsBytes);
  if (!Kept)
    return;
  Unit.Key = Key.hash();
  std::lock_guard<std::mutex> Lock(Guard);
  UsedNow.insert(Unit.Key);
  Unit.Strings = std::move(Strings);
  Unit.Failure = std::move(Failure);
  Unit.UsedOn = today();
  if (CachedUnitRecord *Old = Tables.find(Unit.Key))
    Replaced.push_back(Old->Facts);
  Tables.put(std::move(Unit), versionsOf(Inputs));
  Dirty = true;
  if (std::chrono::steady_clock::now() - Written > WrittenEvery)
    writeState(/*Trim=*/false);
}

void FactsCache::storeReport(ContentHash Key, StringRef Bytes) {
  if (Store.write(Store.reportPath(Key), Bytes))
    Store.keepNewestReports(KeptReports);
}

void FactsCache::storeIndex(StringRef Bytes) {
  // Whoever has mapped it need not do so again.
  std::unique_ptr<MemoryBuffer> There = Store.read(Store.indexPath());
  if (!There || There->getBuffer() != Bytes)
    Store.write(Store.indexPath(), Bytes);
}

std::optional<program::FileContents>
FactsCache::contentsOf(const std::string &Path) {
  std::lock_guard<std::mutex> Lock(Guard);
  std::optional<uint32_t> Known = Tables.findPath(Path);
  if (!Known || *Known >= Paths.size() || !Paths[*Known].Hashed)
    return std::nullopt;
  return program::FileContents{Paths[*Known].Stamp.Size,
                               Paths[*Known].Content.Low};
}

bool FactsCache::hasIndex() const {
  auto Opened = program::Index::open(Store.indexPath());
  if (Opened)
    return true;
  consumeError(Opened.takeError());
  return false;
}

//===-- Writing ------------------------------------------------------------===//

/// Those used last first, as long as they are young and within the bound.
std::vector<const CachedUnitRecord *> FactsCache::unitsToKeep() {
  std::vector<const CachedUnitRecord *> Units;
  for (const CachedUnitRecord &Unit : Tables.state().Units)
    Units.push_back(&Unit);
  auto Rank = [&](const CachedUnitRecord *Unit) {
    // Of equal days this run's: it asked for all that are still of use.
    return std::pair(UsedNow.contains(Unit->Key), Unit->UsedOn);
  };
  llvm::stable_sort(Units, [&](auto *A, auto *B) { return Rank(A) > Rank(B); });
  DenseSet<ContentHash> Files;
  std::vector<const CachedUnitRecord *> Kept;
  uint64_t Bytes = 0;
  for (const CachedUnitRecord *Unit : Units) {
    uint64_t More = Files.contains(Unit->Facts) ? 0 : Unit->Size;
    if (Unit->UsedOn + KeptUnusedDays < today() ||
        Bytes + More > Wanted.MaxBytes)
      continue;
    Files.insert(Unit->Facts);
    Bytes += More;
    Kept.push_back(Unit);
  }
  return Kept;
}

/// Deletes facts files that no unit has any more.
void FactsCache::removeFacts(ArrayRef<const CachedUnitRecord *> Kept) {
  StringSet<> Used;
  for (const CachedUnitRecord *Unit : Kept)
    Used.insert(Unit->Facts.hex());
  for (const CachedUnitRecord &Unit : Tables.state().Units)
    Replaced.push_back(Unit.Facts);
  for (ContentHash Facts : std::exchange(Replaced, {}))
    if (!Used.contains(Facts.hex()))
      sys::fs::remove(Store.factsPath(Facts));
  // What is in no state at all: of a state that was lost, or of a run that was
  // killed.
  Store.sweep([&](StringRef Hex) { return Used.contains(Hex); });
}

void FactsCache::writeState(bool Trim) {
  Store.locked([&] {
    std::unique_ptr<MemoryBuffer> There = Store.read(Store.statePath());
    if (uint64_t Checksum = checksumOf(There.get());
        Checksum && Checksum != LoadedChecksum)
      if (auto Others = decodeState(There->getBuffer()))
        Tables.absorb(*Others, UsedNow);
    There.reset();
    std::vector<const CachedUnitRecord *> Kept = unitsToKeep();
    std::string Bytes = encodeState(Tables.only(Kept));
    if (!Store.write(Store.statePath(), Bytes))
      return;
    LoadedChecksum = xxh3_64bits(Bytes);
    Dirty = false;
    if (Trim)
      removeFacts(Kept);
  });
  Written = std::chrono::steady_clock::now();
}

uint64_t FactsCache::finish() {
  std::lock_guard<std::mutex> Lock(Guard);
  const uint64_t TooMany = Tables.state().Units.size() - unitsToKeep().size();
  if ((Dirty || TooMany) && Store.canWrite())
    writeState(/*Trim=*/true);
  return TooMany;
}

} // namespace cohazard::cli
