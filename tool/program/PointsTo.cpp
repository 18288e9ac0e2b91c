#include "program/PointsTo.h"
#include "llvm/ADT/STLExtras.h"

namespace cohazard::program {

using Kind = PathStep::Kind;

// Bounds that keep the cost linear in the stores; chosen, not measured. Larger
// sets say that anything is possible.
static constexpr size_t MostTargets = 24;
// Recursive data would grow paths for ever.
static constexpr size_t LongestSlot = 5;
// Chains of stores longer than this are cut off.
static constexpr unsigned MostRounds = 12;
// More functions of one type than this are no answer.
static constexpr size_t MostOfSignature = 8;

PointsTo::PointsTo(const Program &P) : P(P) {
  findSignatures();
  for (unsigned Round = 0; Round < MostRounds; ++Round) {
    Changed = false;
    for (const facts::PointerStore &S : P.facts().PointerStores)
      store(S);
    for (const facts::Function &F : P.functions())
      passAll(F);
    if (!Changed)
      break;
  }
}

void PointsTo::findSignatures() {
  for (const facts::AddressTaken &Taken : P.facts().AddressesTaken) {
    std::vector<EntityId> &Known = BySignature[Taken.Signature];
    if (!llvm::is_contained(Known, Taken.Function))
      Known.push_back(Taken.Function);
  }
}

llvm::ArrayRef<EntityId> PointsTo::ofSignature(EntityId Signature) const {
  auto Found = BySignature.find(Signature);
  if (!Signature || Found == BySignature.end())
    return {};
  return Found->second;
}

llvm::ArrayRef<EntityId> PointsTo::withSignature(EntityId Signature) const {
  llvm::ArrayRef<EntityId> All = ofSignature(Signature);
  return All.size() > MostOfSignature ? llvm::ArrayRef<EntityId>() : All;
}

/// Was there room for \p Id, and was it new?
static bool addTarget(llvm::SmallVectorImpl<PlaceId> &Into, PlaceId Id) {
  if (Into.size() >= MostTargets || llvm::is_contained(Into, Id))
    return false;
  Into.push_back(Id);
  return true;
}

void PointsTo::include(Set &Into, llvm::ArrayRef<PlaceId> From) {
  for (PlaceId Id : From)
    Changed |= addTarget(Into, Id);
}

static bool mayBeSameStep(const PathStep &A, const PathStep &B) {
  if (isElement(A) && isElement(B))
    return A.What != Kind::Index || B.What != Kind::Index ||
           A.Index == B.Index;
  return A == B;
}

static bool mayBeSameSlot(const Place &A, const Place &B) {
  return A.Path.size() == B.Path.size() &&
         std::equal(A.Path.begin(), A.Path.end(), B.Path.begin(),
                    mayBeSameStep);
}

/// What is stored in \p Slot. Where nothing is known of a member, what is
/// stored in that member of objects that nobody knows: constructors do not know
/// what they make.
const PointsTo::Set &PointsTo::contents(PlaceId Slot) const {
  const Place &Here = Table[Slot];
  const EntityId Member =
      !Here.Path.empty() && Here.Path.back().What == Kind::Field
          ? Here.Path.back().Member
          : EntityId();
  // Without an element on the way no other slot can be the same.
  if (auto Same = Slots.find(Slot);
      Same != Slots.end() && !Same->second.empty() &&
      llvm::none_of(Here.Path, isElement))
    return Same->second;
  const Contents Now{version(Here.Variable), version(Member), {}};
  auto [It, New] = Known.try_emplace(Slot, Now);
  Contents &Last = It->second;
  if (!New && Last.OfObject == Now.OfObject && Last.OfMember == Now.OfMember)
    return Last.Found;
  Last = Now;
  if (auto All = SlotsOf.find(Here.Variable);
      All != SlotsOf.end() && llvm::any_of(Here.Path, isElement))
    for (PlaceId Other : All->second)
      if (mayBeSameSlot(Here, Table[Other]))
        for (PlaceId Target : Slots.find(Other)->second)
          addTarget(Last.Found, Target);
  if (Last.Found.empty() && Member)
    if (auto OfAny = Slots.find(id({Place::Root::Variable, Member, 0, {}}));
        OfAny != Slots.end())
      Last.Found = OfAny->second;
  return Last.Found;
}

/// Adds to what \p Slot holds, and to the slots of its object.
void PointsTo::includeInSlot(PlaceId Slot, llvm::ArrayRef<PlaceId> From) {
  const EntityId Object = Table[Slot].Variable;
  auto [It, New] = Slots.try_emplace(Slot);
  if (New)
    SlotsOf[Object].push_back(Slot);
  const bool Before = std::exchange(Changed, false);
  include(It->second, From);
  if (Changed || New)
    ++Versions[Object];
  Changed |= Before;
}

/// The objects that the root of \p What may be, in the terms of the function
/// \p In.
PointsTo::Set PointsTo::rootsOf(EntityId In, const Place &What) const {
  if (What.Base == Place::Root::Unknown)
    return {};
  if (What.Base == Place::Root::Variable)
    return {id({Place::Root::Variable, What.Variable, 0, {}})};
  auto Found = Given.find({In, What.Base == Place::Root::Receiver
                                   ? facts::Argument::Receiver
                                   : What.Parameter});
  return Found == Given.end() ? Set() : Found->second;
}

/// Follows \p Path from the objects \p Here.
PointsTo::Set PointsTo::follow(Set Here,
                               llvm::ArrayRef<PathStep> Path) const {
  for (const PathStep &Step : Path) {
    Set Next;
    for (PlaceId Id : Here) {
      if (Step.What == Kind::Pointee) {
        for (PlaceId Target : contents(Id))
          addTarget(Next, Target);
        continue;
      }
      if (Step.What == Kind::Header || Table[Id].Path.size() >= LongestSlot)
        continue;
      Next.push_back(Table.part(Id, Step));
    }
    Here = std::move(Next);
  }
  return Here;
}

/// Where \p What is. A member of an object that nobody knows is one object for
/// all of its class; the receiver's members are that as well, since
/// constructors do not know what they make.
PointsTo::Set PointsTo::evaluate(EntityId In, const Place &What) const {
  Set Roots = rootsOf(In, What);
  const bool OfClass = What.Base == Place::Root::Receiver || Roots.empty();
  Set Found = follow(std::move(Roots), What.Path);
  if (OfClass && !What.Path.empty() && What.Path[0].What == Kind::Field)
    for (PlaceId Id : follow(
             {id({Place::Root::Variable, What.Path[0].Member, 0, {}})},
             llvm::ArrayRef(What.Path).drop_front()))
      if (!llvm::is_contained(Found, Id))
        Found.push_back(Id);
  return Found;
}

void PointsTo::addHeld(Set &Found, EntityId In,
                       llvm::ArrayRef<facts::CallableRef> Callables) const {
  for (const facts::CallableRef &Ref : Callables) {
    if (Ref.Function) {
      Found.push_back(id({Place::Root::Variable, Ref.Function, 0, {}}));
      continue;
    }
    auto Passed = Given.find({In, static_cast<uint32_t>(Ref.Parameter)});
    if (Passed != Given.end())
      Found.append(Passed->second.begin(), Passed->second.end());
  }
}

/// What the parts of \p From hold, the parts of \p Into hold as well.
void PointsTo::copy(PlaceId Into, PlaceId From) {
  const Place &Source = Table[From], &Target = Table[Into];
  auto Parts = SlotsOf.find(Source.Variable);
  if (Into == From || Parts == SlotsOf.end())
    return;
  const unsigned Version = version(Source.Variable);
  auto [Last, New] = Copied.try_emplace({Into, From}, Version);
  if (!New && Last->second == Version)
    return;
  Last->second = Version;
  for (PlaceId Part : std::vector<PlaceId>(Parts->second)) {
    const Place &Whole = Table[Part];
    if (Whole.Path.size() < Source.Path.size() ||
        !std::equal(Source.Path.begin(), Source.Path.end(), Whole.Path.begin(),
                    mayBeSameStep))
      continue;
    Place Slot = Target;
    Slot.Path.insert(Slot.Path.end(), Whole.Path.begin() + Source.Path.size(),
                     Whole.Path.end());
    if (Slot.Path.size() > LongestSlot)
      continue;
    includeInSlot(id(Slot), Set(Slots[Part]));
  }
}

void PointsTo::store(const facts::PointerStore &S) {
  Set Objects = evaluate(S.In, S.Object);
  const Set Into = evaluate(S.In, S.Into);
  if (S.Copies) {
    for (PlaceId To : Into)
      for (PlaceId From : Objects)
        copy(To, From);
    return;
  }
  addHeld(Objects, S.In, S.Callables);
  if (Objects.empty())
    return;
  for (PlaceId To : Into)
    includeInSlot(To, Objects);
}

void PointsTo::pass(EntityId Caller, llvm::ArrayRef<facts::Argument> Arguments,
                    EntityId Callee) {
  for (const facts::Argument &A : Arguments) {
    Set Objects = evaluate(Caller, A.Object);
    addHeld(Objects, Caller, A.Callables);
    if (!Objects.empty())
      include(Given[{Callee, A.Index}], Objects);
  }
}

void PointsTo::passAll(const facts::Function &F) {
  for (const facts::Call &C : F.Calls) {
    if (C.Arguments.empty())
      continue;
    if (C.Callee)
      pass(F.Id, C.Arguments, C.Callee);
    if (C.Kind == facts::CallKind::Virtual)
      for (EntityId Below : P.overriders(C.Callee))
        pass(F.Id, C.Arguments, Below);
    if (!C.More->Pointer)
      continue;
    for (PlaceId Target : evaluate(F.Id, *C.More->Pointer))
      pass(F.Id, C.Arguments, Table[Target].Variable);
  }
  for (const facts::Spawn &S : F.Spawns) {
    for (const facts::CallableRef &Ref : S.What)
      if (Ref.Function)
        pass(F.Id, S.Arguments, Ref.Function);
    for (PlaceId Target : evaluate(F.Id, S.Pointer))
      pass(F.Id, S.Arguments, Table[Target].Variable);
  }
}

std::vector<Place> PointsTo::targets(EntityId In, const Place &What) const {
  std::vector<Place> Found;
  Place Reached = What;
  const bool OfHeader =
      !Reached.Path.empty() && Reached.Path.back().What == Kind::Header;
  if (OfHeader)
    Reached.Path.pop_back();
  for (PlaceId Id : evaluate(In, Reached)) {
    Place Target = Table[Id];
    if (OfHeader)
      Target.Path.push_back(What.Path.back());
    Found.push_back(std::move(Target));
  }
  return Found;
}

std::optional<Place>
PointsTo::onlyHolder(EntityId Object, const llvm::DenseSet<EntityId> &Of) const {
  const PlaceId Whole = id({Place::Root::Variable, Object, 0, {}});
  std::optional<Place> Found;
  for (const auto &[Slot, Targets] : Slots) {
    if (!Of.contains(Table[Slot].Variable) ||
        !llvm::is_contained(Targets, Whole))
      continue;
    if (Found)
      return std::nullopt;
    Found = Table[Slot];
  }
  return Found;
}

bool PointsTo::inCycle(EntityId Object) const {
  auto [It, New] = Cycles.try_emplace(Object, false);
  if (!New)
    return It->second;
  llvm::DenseSet<EntityId> Seen;
  llvm::SmallVector<EntityId, 16> Work{Object};
  while (!Work.empty()) {
    auto Held = SlotsOf.find(Work.pop_back_val());
    if (Held == SlotsOf.end())
      continue;
    for (PlaceId Slot : Held->second)
      for (PlaceId Target : Slots.find(Slot)->second) {
        const EntityId Next = Table[Target].Variable;
        if (Next == Object)
          return It->second = true;
        if (Seen.insert(Next).second)
          Work.push_back(Next);
      }
  }
  return false;
}

llvm::DenseSet<EntityId>
PointsTo::leadingTo(const llvm::DenseSet<EntityId> &Wanted) const {
  llvm::DenseMap<EntityId, llvm::SmallVector<EntityId, 2>> Holders;
  for (const auto &[Slot, Targets] : Slots)
    for (PlaceId Target : Targets)
      Holders[Table[Target].Variable].push_back(Table[Slot].Variable);
  llvm::DenseSet<EntityId> Found;
  llvm::SmallVector<EntityId, 16> Work(Wanted.begin(), Wanted.end());
  while (!Work.empty()) {
    const EntityId Object = Work.pop_back_val();
    if (!Found.insert(Object).second)
      continue;
    if (auto By = Holders.find(Object); By != Holders.end())
      Work.append(By->second);
  }
  return Found;
}

std::vector<EntityId> PointsTo::functions(const Place &Pointer) const {
  std::vector<EntityId> Found;
  for (PlaceId Id : evaluate({}, Pointer))
    if (P.function(Table[Id].Variable) && Table[Id].Path.empty())
      Found.push_back(Table[Id].Variable);
  return Found;
}

} // namespace cohazard::program
