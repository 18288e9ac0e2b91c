#include "program/Link.h"
#include "program/Relocate.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include <map>
#include <set>

namespace cohazard::program {

using facts::Function;
using facts::TuFacts;

namespace {

class Linker {
public:
  explicit Linker(std::vector<TuFacts> Units) : Units(std::move(Units)) {}

  TuFacts run() &&;

private:
  void findDefinitions();
  EntityId add(const Entity &Named, const Relocation &To);
  EntityId numberOf(unsigned Unit, const Entity &Named, const Relocation &To);
  unsigned definerFor(unsigned Unit, llvm::ArrayRef<unsigned> Definers) const;
  std::vector<FileId> addFiles(const TuFacts &Unit);
  void addUnit(unsigned Unit);
  void addFunctions(TuFacts &Unit, const Relocation &To);
  void finish();

  std::vector<TuFacts> Units;
  TuFacts Out;
  llvm::StringMap<FileId> Files;     ///< by real path
  llvm::StringMap<EntityId> Shared;  ///< by USR
  /// By USR, of what has strong linkage: who defines it.
  llvm::StringMap<llvm::SmallVector<unsigned, 1>> Definers;
  /// Of what several units define: by USR and unit.
  std::map<std::pair<llvm::StringRef, unsigned>, EntityId> OneOfSeveral;
  llvm::DenseSet<EntityId> HasBody, Listed;
};

} // namespace

void Linker::findDefinitions() {
  for (auto [Index, Unit] : llvm::enumerate(Units))
    for (const Entity &Named : Unit.Entities)
      if (Named.Bound == Linkage::Strong && Named.Defined)
        Definers[Named.Usr].push_back(Index);
}

/// How much of their paths have two files in common, in directories?
static size_t nearness(llvm::StringRef A, llvm::StringRef B) {
  auto [InA, InB] = std::mismatch(A.begin(), A.end(), B.begin(), B.end());
  return llvm::StringRef(A.begin(), InA - A.begin()).count('/');
}

unsigned Linker::definerFor(unsigned Unit,
                            llvm::ArrayRef<unsigned> Definers) const {
  if (llvm::is_contained(Definers, Unit))
    return Unit;
  auto Near = [&](unsigned Other) {
    return nearness(Units[Unit].MainFile.RealPath,
                    Units[Other].MainFile.RealPath);
  };
  return *std::max_element(
      Definers.begin(), Definers.end(),
      [&](unsigned A, unsigned B) { return Near(A) < Near(B); });
}

EntityId Linker::add(const Entity &Named, const Relocation &To) {
  EntityId Id{static_cast<uint32_t>(Out.Entities.size())};
  Out.Entities.push_back(Named);
  To(Out.Entities.back().Declared);
  return Id;
}

EntityId Linker::numberOf(unsigned Unit, const Entity &Named,
                          const Relocation &To) {
  if (Named.Bound == Linkage::Internal)
    return add(Named, To);
  EntityId *Slot = nullptr;
  if (auto Found = Definers.find(Named.Usr);
      Found != Definers.end() && Found->second.size() > 1)
    Slot = &OneOfSeveral[{Found->first(), definerFor(Unit, Found->second)}];
  else
    Slot = &Shared[Named.Usr];
  if (!*Slot)
    *Slot = add(Named, To);
  return *Slot;
}

std::vector<FileId> Linker::addFiles(const TuFacts &Unit) {
  std::vector<FileId> Numbers{{}};
  for (const FileTable::File &File :
       llvm::drop_begin(Unit.Files.Files)) {
    auto [It, New] = Files.try_emplace(File.RealPath);
    if (New) {
      It->second = {static_cast<uint32_t>(Out.Files.Files.size())};
      Out.Files.Files.push_back(File);
    }
    Numbers.push_back(It->second);
  }
  return Numbers;
}

void Linker::addFunctions(TuFacts &Unit, const Relocation &To) {
  for (Function &F : Unit.Functions) {
    // Of a merged function's bodies one is enough, and only that is renumbered.
    if (!HasBody.insert(To.Entities[F.Id.Value]).second)
      continue;
    To(F);
    Out.Functions.push_back(std::move(F));
  }
}

/// Appends the facts of \p From that no other unit has brought.
template <typename T, typename KeyFn>
static void addNew(std::vector<T> &To, std::vector<T> &From,
                   const Relocation &Numbers, llvm::DenseSet<EntityId> &Listed,
                   KeyFn Key) {
  for (T &Fact : From) {
    Numbers(Fact);
    if (Listed.insert(Key(Fact)).second)
      To.push_back(std::move(Fact));
  }
}

void Linker::addUnit(unsigned Index) {
  TuFacts &Unit = Units[Index];
  const std::vector<FileId> NewFiles = addFiles(Unit);
  std::vector<EntityId> NewEntities{{}};
  for (const Entity &Named : llvm::drop_begin(Unit.Entities))
    NewEntities.push_back(numberOf(Index, Named, {{}, NewFiles}));
  const Relocation To{NewEntities, NewFiles};
  addFunctions(Unit, To);
  addNew(Out.Variables, Unit.Variables, To, Listed,
         [](const facts::Variable &V) { return V.Id; });
  auto Append = [&](auto &Into, auto &From) {
    To(From);
    std::move(From.begin(), From.end(), std::back_inserter(Into));
  };
  Append(Out.PointerStores, Unit.PointerStores);
  Append(Out.AddressesTaken, Unit.AddressesTaken);
  Append(Out.WideSemaphores, Unit.WideSemaphores);
  Append(Out.NonBlockingDescriptors, Unit.NonBlockingDescriptors);
  Append(Out.DescriptorPasses, Unit.DescriptorPasses);
  Append(Out.MissingIncludes, Unit.MissingIncludes);
  Out.UnknownCalls += Unit.UnknownCalls;
  Unit = TuFacts();
}

/// What only the whole program can tell.
void Linker::finish() {
  std::set<std::pair<FileId, std::string>> Missing;
  llvm::erase_if(Out.MissingIncludes, [&](const facts::MissingInclude &M) {
    return !Missing.emplace(M.Where.File, M.Header).second;
  });
  for (Function &F : Out.Functions)
    for (facts::Call &C : F.Calls)
      C.Unseen &= !HasBody.contains(C.Callee);
}

TuFacts Linker::run() && {
  llvm::stable_sort(Units, [](const TuFacts &A, const TuFacts &B) {
    return A.MainFile.RealPath < B.MainFile.RealPath;
  });
  findDefinitions();
  for (unsigned I = 0; I < Units.size(); ++I)
    addUnit(I);
  finish();
  return std::move(Out);
}

facts::TuFacts link(std::vector<TuFacts> Units) {
  return Linker(std::move(Units)).run();
}

} // namespace cohazard::program
