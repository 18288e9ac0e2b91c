#include "program/Relevance.h"
#include "program/ParameterUses.h"
#include "program/ReversedCalls.h"
#include "llvm/ADT/STLExtras.h"

namespace cohazard::program {

static constexpr uint32_t ReceiverIndex = facts::Argument::Receiver;
// Bounds the cost of calls through pointers; chosen, not measured. Of more
// functions any may do anything.
static constexpr size_t MostPointedTo = 64;

/// The parameter that \p What is a part of.
static std::optional<uint32_t> parameterOf(const Place &What) {
  if (What.Base == Place::Root::Parameter)
    return What.Parameter;
  if (What.Base == Place::Root::Receiver)
    return ReceiverIndex;
  return std::nullopt;
}

/// Could \p C run more functions than are worth looking at?
bool Relevance::mayBeAny(const facts::Call &C) const {
  return !C.Callee && (C.InvokedParameter >= 0 ||
                       Pointers.ofSignature(C.Signature).size() > MostPointedTo);
}

/// The functions that \p C is known to run, or may run through a pointer.
llvm::SmallVector<unsigned, 2>
Relevance::calledBy(const facts::Call &C) const {
  llvm::SmallVector<unsigned, 2> Found;
  auto Add = [&](EntityId Id) {
    if (std::optional<unsigned> Callee = P.indexOf(Id))
      Found.push_back(*Callee);
  };
  if (!C.Callee && !mayBeAny(C))
    for (EntityId Taken : Pointers.ofSignature(C.Signature))
      Add(Taken);
  for (EntityId Target : mayReach(P, C))
    Add(Target);
  return Found;
}

Relevance::Relevance(const Program &P, const PointsTo &Pointers,
                     const llvm::DenseSet<EntityId> &Shared,
                     Questions Ask)
    : P(P), Pointers(Pointers), Ask(std::move(Ask)),
      Leading(Pointers.leadingTo(Shared)) {
  Relevant.resize(P.functions().size());
  Seen.resize(P.functions().size());
  for (unsigned I = 0; I < P.functions().size(); ++I)
    if (keepsAll(P.functions()[I]))
      Seen.set(I);
  for (unsigned I = 0; I < P.functions().size(); ++I)
    addPassed(I);
  for (unsigned I = 0; I < P.functions().size(); ++I)
    addOwnRoles(I);
  PassedFrom.clear();
  findRelevant();
}

/// Does \p F, or a closure or a region in it, keep what it is given?
bool Relevance::keepsAll(const facts::Function &F) const {
  return F.IsRegion || F.IsLambda || !F.Parameters.empty() ||
         llvm::any_of(F.Spawns, [this](const facts::Spawn &S) {
           return llvm::any_of(S.What, [this](const facts::CallableRef &Ref) {
             const facts::Function *Body = P.function(Ref.Function);
             return Body && Body->IsRegion;
           });
         });
}

void Relevance::addPassed(unsigned I) {
  const facts::Function &F = P.functions()[I];
  for (const facts::Call &C : F.Calls)
    for (unsigned Callee : calledBy(C))
      for (const facts::Argument &A : C.Arguments)
        if (std::optional<uint32_t> From = parameterOf(A.Object))
          PassedFrom[{Callee, A.Index}].push_back(
              {{I, *From}, !leadsThroughPointer(A.Object)});
}

void Relevance::addRole(Parameter To, Role R) {
  llvm::SmallVector<std::pair<Parameter, Role>, 8> Work{{To, R}};
  while (!Work.empty()) {
    auto [At, What] = Work.pop_back_val();
    uint8_t &Known = Roles[At];
    if (Known & What)
      continue;
    Known |= What;
    if (auto From = PassedFrom.find(At); From != PassedFrom.end())
      for (const Passed &P : From->second)
        Work.push_back({P.By, What == Bytes && !P.Within ? Beyond : What});
  }
}

void Relevance::addRole(unsigned I, const Place &What, Role R) {
  if (std::optional<uint32_t> Index = parameterOf(What))
    addRole({I, *Index}, R);
}

/// What \p I does itself with what it is given.
void Relevance::addOwnRoles(unsigned I) {
  const facts::Function &F = P.functions()[I];
  auto Named = [&](const Place &What) { addRole(I, What, Name); };
  for (const facts::Access &A : F.Accesses)
    addRole(I, A.What, leadsThroughPointer(A.What) ? Beyond : Bytes);
  for (const facts::LockStep &L : F.Locks) {
    Named(L.Lock);
    if (L.Turn)
      Named(*L.Turn);
  }
  for (const facts::Signal &S : F.Signals)
    Named(S.What);
  for (const facts::Join &J : F.Joins)
    Named(J.Handle);
  for (const facts::LoopRun &R : F.LoopRuns)
    Named(R.Loop);
  for (const facts::Handover &H : F.Handovers) {
    Named(H.From);
    Named(H.To);
  }
  for (const Place &Lock : F.RequiredLocks)
    Named(Lock);
  for (const facts::Spawn &S : F.Spawns) {
    Named(S.Pointer);
    Named(S.Loop);
    Named(S.Serial);
    for (const Place &Handle : S.Handles)
      Named(Handle);
    for (const facts::Argument &A : S.Arguments)
      Named(A.Object);
  }
  for (const facts::Call &C : F.Calls) {
    if (C.More->Pointer)
      Named(*C.More->Pointer);
    // Closures and methods keep what they are given.
    const bool Kept =
        Ask.MayAct(C) || mayBeAny(C) ||
        llvm::any_of(calledBy(C), [this](auto Id) { return Seen.test(Id); });
    for (const facts::Argument &A : C.Arguments)
      if (Kept || A.Index == ReceiverIndex)
        Named(A.Object);
  }
}

bool Relevance::mayLeadToShared(const Place &Object) const {
  if (Object.Base == Place::Root::Variable && Leading.contains(Object.Variable))
    return true;
  return llvm::any_of(Object.Path, [this](const PathStep &S) {
    return S.What == PathStep::Kind::Field && Leading.contains(S.Member);
  });
}

bool Relevance::matters(unsigned Function, uint32_t Index,
                        const Place &Object) const {
  if (Index == ReceiverIndex || Seen.test(Function))
    return true;
  const uint8_t Known = Roles.lookup({Function, Index});
  return (Known & Name) || ((Known & Beyond) && mayLeadToShared(Object)) ||
         ((Known & Bytes) && Ask.MayMeanShared(Object));
}

/// Could \p C matter whatever is known of its callee?
bool Relevance::mayActItself(const facts::Call &C) const {
  return !C.Callee || Ask.MayAct(C) ||
         (C.Unseen && llvm::any_of(C.Arguments, [](const facts::Argument &A) {
            return !A.Callables.empty();
          }));
}

bool Relevance::mayAct(const facts::Call &C) const {
  return mayActItself(C) ||
         llvm::any_of(calledBy(C), [&](unsigned Callee) {
           return matters(Callee) ||
                  llvm::any_of(C.Arguments, [&](const facts::Argument &A) {
                    return uses(Callee, A.Index);
                  });
         });
}

/// Could \p F change or show anything by itself?
bool Relevance::isOwn(const facts::Function &F) const {
  if (!F.Spawns.empty() || !F.Joins.empty() || !F.Locks.empty() ||
      !F.Signals.empty() || !F.LoopRuns.empty() || F.IsRegion || F.IsLambda)
    return true;
  // It may never return.
  for (const auto &[Index, B] : llvm::enumerate(F.Body.Blocks))
    if (B.Successors.size() == 1 && B.Successors[0] == Index)
      return true;
  if (llvm::any_of(F.Calls,
                   [this](const facts::Call &C) { return mayActItself(C); }))
    return true;
  return llvm::any_of(F.Accesses, [&](const facts::Access &A) {
    return A.What.Base == Place::Root::Receiver || Ask.MayMeanShared(A.What);
  });
}

/// Does \p F give anyone what leads to shared data?
bool Relevance::passesShared(const facts::Function &F) const {
  for (const facts::Call &C : F.Calls)
    for (const facts::Argument &A : C.Arguments)
      if (A.Object.known() && mayLeadToShared(A.Object))
        for (unsigned Callee : calledBy(C))
          if (matters(Callee, A.Index, A.Object))
            return true;
  return false;
}

void Relevance::findRelevant() {
  const size_t Count = P.functions().size();
  ReversedCalls Callers;
  std::vector<unsigned> Work;
  for (unsigned I = 0; I < Count; ++I) {
    const facts::Function &F = P.functions()[I];
    for (const facts::Call &C : F.Calls)
      for (unsigned Callee : calledBy(C))
        Callers.add(Callee, {I});
    if (isOwn(F) || passesShared(F)) {
      Relevant.set(I);
      Work.push_back(I);
    }
  }
  Callers.sort(Count);
  while (!Work.empty()) {
    unsigned To = Work.back();
    Work.pop_back();
    for (const CallEdge &Edge : Callers.of(To))
      if (!Relevant.test(Edge.Caller)) {
        Relevant.set(Edge.Caller);
        Work.push_back(Edge.Caller);
      }
  }
}

} // namespace cohazard::program
