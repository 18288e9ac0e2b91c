#include "program/Import.h"
#include "program/Relocate.h"
#include "program/Slice.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"
#include <map>
#include <set>

namespace cohazard::program {

using facts::Call;
using facts::Function;
using facts::TuFacts;

namespace {

/// An entity's row in the index.
using Row = uint32_t;

class Importer {
public:
  Importer(TuFacts &Own, const Index &Whole, llvm::StringRef MainFile);

  Imported run();

private:
  /// Why a function of another TU is asked for; several reasons add up.
  enum Reason : uint8_t { ToBlock = 1, ToRegister = 2, ToRunThreads = 4 };
  struct Need {
    uint8_t Reasons = 0, Followed = 0;
    std::optional<IndexRecord> Record;
  };
  struct EntityNumbers {
    Importer *Of;
    EntityId operator[](Row Foreign) const { return Of->ownNumber(Foreign); }
  };
  struct FileNumbers {
    Importer *Of;
    FileId operator[](uint32_t Foreign) const { return Of->ownFile(Foreign); }
  };

  std::optional<Row> rowOf(EntityId Id) const;
  std::optional<Row> rowOfStatic(EntityId Id) const;
  bool isRead(llvm::StringRef Path) const;
  bool isOwn(Row Foreign);
  EntityId ownNumber(Row Foreign);
  FileId ownFile(uint32_t Foreign);
  void ask(EntityId Foreign, Reason Why) { ask(Foreign.Value, Why); }
  void ask(Row Foreign, Reason Why);
  void askFor(const Function &F);
  void askForVariables();
  void follow();
  void followOne(Row Foreign, Need &Asked);
  void dropThreads();
  void add(Row Foreign, const Need &Asked);

  TuFacts &Own;
  const Index &Whole;
  const std::string MainFile;
  llvm::StringMap<EntityId> ByUsr;
  llvm::StringMap<FileId> FileByPath;
  const size_t OwnFiles; ///< those after are foreign
  llvm::DenseSet<EntityId> HasBody, Variables;
  llvm::DenseMap<Row, EntityId> Numbers;
  std::map<Row, Need> Needs; ///< ordered: the result must not depend on chance
  std::vector<Row> Work;
  std::set<uint32_t> Files;
};

} // namespace

Importer::Importer(TuFacts &Own, const Index &Whole, llvm::StringRef MainFile)
    : Own(Own), Whole(Whole), MainFile(MainFile),
      OwnFiles(Own.Files.Files.size()) {
  for (auto [Number, File] : llvm::enumerate(Own.Files.Files))
    FileByPath.try_emplace(File.RealPath, FileId{static_cast<uint32_t>(Number)});
  for (auto [Number, Named] : llvm::enumerate(Own.Entities))
    ByUsr.try_emplace(Named.Usr, EntityId{static_cast<uint32_t>(Number)});
  for (const Function &F : Own.Functions)
    HasBody.insert(F.Id);
  for (const facts::Variable &V : Own.Variables)
    Variables.insert(V.Id);
}

//===-- Names --------------------------------------------------------------===//

/// Of what several executables define the one that the TU means: its own, else
/// that whose file is nearest.
std::optional<Row> Importer::rowOf(EntityId Id) const {
  const Entity &Named = Own.entity(Id);
  if (!Id)
    return std::nullopt;
  if (Named.Bound == Linkage::Internal)
    return rowOfStatic(Id);
  std::optional<Row> Best;
  size_t MostInCommon = 0;
  for (Row Candidate : Whole.find(Named.Usr)) {
    if (Whole.linkageOf(Candidate) == Linkage::Internal)
      continue;
    llvm::StringRef Home = Whole.path(Whole.homeOf(Candidate));
    auto Ends = std::mismatch(Home.begin(), Home.end(), MainFile.begin(),
                              MainFile.end());
    size_t InCommon = Ends.first - Home.begin();
    if (!Best || InCommon > MostInCommon) {
      Best = Candidate;
      MostInCommon = InCommon;
    }
  }
  return Best;
}

/// Of a function whose body the TU has read over: clangd does so in headers. The
/// body that another TU has from the same file is this one, too.
std::optional<Row> Importer::rowOfStatic(EntityId Id) const {
  if (HasBody.contains(Id) || Variables.contains(Id))
    return std::nullopt;
  for (Row Candidate : Whole.find(Own.entity(Id).Usr)) {
    llvm::StringRef Home = Whole.path(Whole.homeOf(Candidate));
    if (Home != MainFile && isRead(Home) &&
        Whole.linkageOf(Candidate) == Linkage::Internal)
      return Candidate;
  }
  return std::nullopt;
}

/// Is it one of the files that the TU itself speaks of?
bool Importer::isRead(llvm::StringRef Path) const {
  auto Known = FileByPath.find(Path);
  return Known != FileByPath.end() && Known->second.Value < OwnFiles;
}

EntityId Importer::ownNumber(Row Foreign) {
  auto [Slot, New] = Numbers.try_emplace(Foreign);
  if (!New || !Foreign)
    return Slot->second;
  Entity Named = Whole.entity(Foreign);
  llvm::StringRef Home = Whole.path(Whole.homeOf(Foreign));
  EntityId Known = ByUsr.lookup(Named.Usr);
  // Another TU's own, or another executable's of the same name.
  if (Known && Named.Bound == Linkage::Internal && !isRead(Home))
    Known = {};
  if (Known && Named.Bound == Linkage::Strong && rowOf(Known).value_or(Foreign) != Foreign)
    Known = {};
  if (!Known) {
    Named.Declared.File = ownFile(Named.Declared.File.Value);
    Known = {static_cast<uint32_t>(Own.Entities.size())};
    Named.Usr = Own.Texts.add(Named.Usr);
    Named.Name = Own.Texts.add(Named.Name);
    Own.Entities.push_back(Named);
  }
  return Numbers[Foreign] = Known;
}

FileId Importer::ownFile(uint32_t Foreign) {
  llvm::StringRef Path = Whole.path(Foreign);
  if (Path.empty())
    return {};
  auto [Slot, New] = FileByPath.try_emplace(Path);
  if (New) {
    Slot->second = {static_cast<uint32_t>(Own.Files.Files.size())};
    Own.Files.Files.push_back({Path.str(), Path.str()});
  }
  return Slot->second;
}

/// What the TU says of it is all that holds.
bool Importer::isOwn(Row Foreign) {
  return HasBody.contains(ownNumber(Foreign)) ||
         Whole.path(Whole.homeOf(Foreign)) == MainFile;
}

//===-- What to ask for ----------------------------------------------------===//

void Importer::ask(Row Foreign, Reason Why) {
  if (!Foreign || isOwn(Foreign))
    return;
  Need &Asked = Needs[Foreign];
  if (!Asked.Reasons)
    Asked.Record = Whole.record(Foreign);
  if (Asked.Reasons & Why)
    return;
  Asked.Reasons |= Why;
  Work.push_back(Foreign);
}

void Importer::askFor(const Function &F) {
  if (std::optional<Row> Known = rowOf(F.Id))
    if (std::optional<IndexRecord> Record = Whole.record(*Known)) {
      for (EntityId By : Record->Registrars)
        ask(By, ToRegister);
      for (EntityId Caller : Record->Above)
        ask(Caller, ToRunThreads);
    }
  for (const Call &C : F.Calls) {
    std::optional<Row> Callee = rowOf(C.Callee);
    if (!Callee)
      continue;
    ask(*Callee, ToBlock);
    if (C.Kind == facts::CallKind::Virtual)
      if (std::optional<IndexRecord> Record = Whole.record(*Callee))
        for (EntityId Below : Record->Overriders)
          ask(Below, ToBlock);
  }
  for (const facts::Spawn &S : F.Spawns)
    for (const facts::CallableRef &Ref : S.What)
      if (std::optional<Row> Runs = rowOf(Ref.Function))
        ask(*Runs, ToRunThreads);
}

void Importer::askForVariables() {
  for (const facts::Variable &V : Own.Variables)
    if (std::optional<Row> Known = rowOf(V.Id))
      if (std::optional<IndexRecord> Record = Whole.record(*Known))
        for (EntityId User : Record->Above)
          ask(User, ToRunThreads);
}

/// What a function that was asked for asks for in turn.
void Importer::followOne(Row Foreign, Need &Asked) {
  const uint8_t New = Asked.Reasons & ~Asked.Followed;
  Asked.Followed = Asked.Reasons;
  if (!Asked.Record || !Asked.Record->Body)
    return;
  const Function &Body = *Asked.Record->Body;
  if (New & ToBlock)
    for (uint32_t Blocking : Asked.Record->Blocking) {
      const Call &C = Body.Calls[Blocking];
      ask(C.Callee, ToBlock);
      for (const facts::Argument &A : C.Arguments)
        for (const facts::CallableRef &Passed : A.Callables)
          ask(Passed.Function, ToBlock);
      if (C.Kind == facts::CallKind::Virtual)
        if (auto Method = Whole.record(C.Callee.Value))
          for (EntityId Below : Method->Overriders)
            ask(Below, ToBlock);
    }
  if (!(New & ToRunThreads))
    return;
  // Who calls another TU's copy of a static function does not call this one's.
  if (Whole.linkageOf(Foreign) != Linkage::Internal ||
      !isRead(Whole.path(Whole.homeOf(Foreign))))
    for (EntityId Caller : Asked.Record->Above)
      ask(Caller, ToRunThreads);
  for (const Call &C : Body.Calls)
    if (C.Callee && !isOwn(C.Callee.Value))
      if (auto Callee = Whole.record(C.Callee.Value); Callee && Callee->Synchronises)
        ask(C.Callee, ToRunThreads);
}

void Importer::follow() {
  // A map's elements stay where they are when others come.
  while (!Work.empty() && Needs.size() <= MostImported) {
    Row Next = Work.back();
    Work.pop_back();
    followOne(Next, Needs[Next]);
  }
}

/// Too many: what is left is what the TU calls.
void Importer::dropThreads() {
  Needs.clear();
  Work.clear();
  for (const Function &F : Own.Functions)
    for (const Call &C : F.Calls)
      if (std::optional<Row> Callee = rowOf(C.Callee))
        ask(*Callee, ToBlock);
  follow();
}

//===-- Adding -------------------------------------------------------------===//

void Importer::add(Row Foreign, const Need &Asked) {
  if (!Asked.Record || !Asked.Record->Body)
    return;
  const Function &Body = *Asked.Record->Body;
  const bool Threads = Asked.Reasons & ToRunThreads;
  auto RunsHere = [&](EntityId Callee) {
    if (!Callee)
      return false;
    auto Need = Needs.find(Callee.Value);
    return isOwn(Callee.Value) ||
           (Need != Needs.end() && Need->second.Reasons & ToRunThreads);
  };
  Function F = slice(
      Body, {[&](uint32_t Index) {
               const Call &C = Body.Calls[Index];
               return llvm::is_contained(Asked.Record->Blocking, Index) ||
                      C.InvokedParameter >= 0 || !C.Arguments.empty() ||
                      (Threads && RunsHere(C.Callee));
             },
             [&](const facts::Access &A) {
               return A.What.Base == facts::Place::Root::Variable &&
                      Variables.contains(ownNumber(A.What.Variable.Value));
             },
             Threads});
  RelocationBy<EntityNumbers, FileNumbers>{{this}, {this}}(F);
  // It stands for its body, which is not all there.
  for (Call &C : F.Calls)
    C.Unseen = true;
  Files.insert(Whole.homeOf(Foreign));
  Own.Functions.push_back(std::move(F));
}

Imported Importer::run() {
  for (const Function &F : Own.Functions)
    askFor(F);
  askForVariables();
  follow();
  if (!Work.empty())
    dropThreads();
  const size_t Before = Own.Functions.size();
  for (const auto &[Foreign, Asked] : Needs)
    add(Foreign, Asked);
  return {Own.Functions.size() - Before, {Files.begin(), Files.end()}};
}

Imported importInto(TuFacts &Own, const Index &Whole,
                    llvm::StringRef MainFile) {
  return Importer(Own, Whole, MainFile).run();
}

} // namespace cohazard::program
