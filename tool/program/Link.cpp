#include "program/Link.h"
#include "program/Relocate.h"
#include "llvm/ADT/CachedHashString.h"
#include "llvm/ADT/DenseMap.h"
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

/// What some units call by one USR.
struct SharedName {
  llvm::StringRef Usr, Name; ///< texts of the program
  llvm::SmallVector<unsigned, 1> Definers; ///< units; not of what headers define
  EntityId Id; ///< in the program, unless several units define it
};

/// An entity of a unit.
struct UnitEntity {
  uint32_t Shared; ///< into Work::Names
  Site Declared;
  Linkage Bound;
  bool Defined;
};

struct LinkUnit {
  TuFacts Facts; ///< without its entities
  std::vector<UnitEntity> Entities;
};

} // namespace

class Linker::Work {
public:
  void add(TuFacts Unit);
  TuFacts run();

private:
  uint32_t shared(const Entity &Named);
  void findDefinitions();
  EntityId add(const UnitEntity &Named, const Relocation &To);
  EntityId numberOf(unsigned Unit, const UnitEntity &Named,
                    const Relocation &To);
  unsigned definerFor(unsigned Unit, llvm::ArrayRef<unsigned> Definers) const;
  std::vector<FileId> addFiles(const TuFacts &Unit);
  void addUnit(unsigned Unit);
  void addFunctions(TuFacts &Unit, const Relocation &To);
  void finish();

  std::vector<LinkUnit> Units;
  TuFacts Out;
  std::vector<SharedName> Names;
  llvm::DenseMap<llvm::CachedHashStringRef, uint32_t> NameByUsr;
  llvm::StringMap<FileId> Files; ///< by real path
  /// Of what several units define: by name and unit.
  std::map<std::pair<const SharedName *, unsigned>, EntityId> OneOfSeveral;
  std::vector<bool> HasBody; ///< by entity
  llvm::DenseSet<EntityId> Listed;
};

/// The number of the name in `Names`.
uint32_t Linker::Work::shared(const Entity &Named) {
  llvm::CachedHashStringRef Usr(Named.Usr);
  auto Known = NameByUsr.find(Usr);
  if (Known == NameByUsr.end()) {
    Names.emplace_back().Usr = Out.Texts.add(Named.Usr);
    Known = NameByUsr
                .try_emplace({Names.back().Usr, Usr.hash()}, Names.size() - 1)
                .first;
  }
  // Equal for all who mean the same; if not, the order must not decide.
  if (llvm::StringRef &Name = Names[Known->second].Name;
      Name.empty() || Named.Name < Name)
    Name = Out.Texts.add(Named.Name);
  return Known->second;
}

void Linker::Work::add(TuFacts Facts) {
  LinkUnit &Unit = Units.emplace_back();
  Unit.Entities.reserve(Facts.Entities.size());
  for (const Entity &Named : Facts.Entities)
    Unit.Entities.push_back(
        {shared(Named), Named.Declared, Named.Bound, Named.Defined});
  std::vector<Entity>().swap(Facts.Entities);
  Facts.Texts = {};
  Unit.Facts = std::move(Facts);
}

void Linker::Work::findDefinitions() {
  for (auto [Index, Unit] : llvm::enumerate(Units))
    for (const UnitEntity &Named : Unit.Entities)
      if (Named.Defined)
        Names[Named.Shared].Definers.push_back(Index);
}

/// How much of their paths have two files in common, in directories?
static size_t nearness(llvm::StringRef A, llvm::StringRef B) {
  auto [InA, InB] = std::mismatch(A.begin(), A.end(), B.begin(), B.end());
  return llvm::StringRef(A.begin(), InA - A.begin()).count('/');
}

unsigned Linker::Work::definerFor(unsigned Unit,
                            llvm::ArrayRef<unsigned> Definers) const {
  if (llvm::is_contained(Definers, Unit))
    return Unit;
  auto Near = [&](unsigned Other) {
    return nearness(Units[Unit].Facts.MainFile.RealPath,
                    Units[Other].Facts.MainFile.RealPath);
  };
  return *std::max_element(
      Definers.begin(), Definers.end(),
      [&](unsigned A, unsigned B) { return Near(A) < Near(B); });
}

EntityId Linker::Work::add(const UnitEntity &Named, const Relocation &To) {
  EntityId Id{static_cast<uint32_t>(Out.Entities.size())};
  const SharedName &Shared = Names[Named.Shared];
  Out.Entities.push_back({Shared.Usr, Shared.Name, Named.Declared, Named.Bound,
                          Named.Defined});
  To(Out.Entities.back().Declared);
  return Id;
}

EntityId Linker::Work::numberOf(unsigned Unit, const UnitEntity &Named,
                                const Relocation &To) {
  if (Named.Bound == Linkage::Internal)
    return add(Named, To);
  SharedName &Shared = Names[Named.Shared];
  EntityId *Slot = &Shared.Id;
  if (Shared.Definers.size() > 1)
    Slot = &OneOfSeveral[{&Shared, definerFor(Unit, Shared.Definers)}];
  if (!*Slot)
    *Slot = add(Named, To);
  return *Slot;
}

std::vector<FileId> Linker::Work::addFiles(const TuFacts &Unit) {
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

void Linker::Work::addFunctions(TuFacts &Unit, const Relocation &To) {
  for (Function &F : Unit.Functions) {
    // Of a merged function's bodies one is enough, and only that is renumbered.
    const uint32_t Id = To.Entities[F.Id.Value].Value;
    HasBody.resize(Out.Entities.size());
    if (HasBody[Id])
      continue;
    HasBody[Id] = true;
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

void Linker::Work::addUnit(unsigned Index) {
  TuFacts &Unit = Units[Index].Facts;
  const std::vector<FileId> NewFiles = addFiles(Unit);
  std::vector<EntityId> NewEntities{{}};
  for (const UnitEntity &Named : llvm::drop_begin(Units[Index].Entities))
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
  Append(Out.SemaphoreStarts, Unit.SemaphoreStarts);
  Append(Out.NonBlockingDescriptors, Unit.NonBlockingDescriptors);
  Append(Out.DescriptorPasses, Unit.DescriptorPasses);
  Append(Out.MissingIncludes, Unit.MissingIncludes);
  Out.UnknownCalls += Unit.UnknownCalls;
  // Nearness still asks for the main file.
  FileTable::File MainFile = std::move(Unit.MainFile);
  Units[Index] = LinkUnit();
  Unit.MainFile = std::move(MainFile);
}

/// What only the whole program can tell.
void Linker::Work::finish() {
  std::set<std::pair<FileId, std::string>> Missing;
  llvm::erase_if(Out.MissingIncludes, [&](const facts::MissingInclude &M) {
    return !Missing.emplace(M.Where.File, M.Header).second;
  });
  for (Function &F : Out.Functions)
    for (facts::Call &C : F.Calls)
      C.Unseen = C.Unseen && !HasBody[C.Callee.Value];
}

TuFacts Linker::Work::run() {
  llvm::stable_sort(Units, [](const LinkUnit &A, const LinkUnit &B) {
    return A.Facts.MainFile.RealPath < B.Facts.MainFile.RealPath;
  });
  findDefinitions();
  size_t Functions = 0;
  for (const LinkUnit &Unit : Units)
    Functions += Unit.Facts.Functions.size();
  Out.Functions.reserve(std::min<size_t>(Functions, Names.size()));
  for (unsigned I = 0; I < Units.size(); ++I)
    addUnit(I);
  HasBody.resize(Out.Entities.size());
  finish();
  return std::move(Out);
}

Linker::Linker() : Doing(std::make_unique<Work>()) {}
Linker::~Linker() = default;

void Linker::add(TuFacts Unit) { Doing->add(std::move(Unit)); }
TuFacts Linker::finish() && { return Doing->run(); }

} // namespace cohazard::program
