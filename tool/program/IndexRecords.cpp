#include "program/IndexRecords.h"
#include "program/Slice.h"
#include "llvm/ADT/STLExtras.h"
#include <deque>
#include <map>

namespace cohazard::program {

using facts::Call;
using facts::Function;

// Ways to a function, users of a variable, overriders: each is a body that a
// host decodes. The first few tell the story.
static constexpr size_t MostWays = 3, MostUsers = 8, MostOverriders = 8;
// A guard's constructor calls a wrapper that calls lock().
static constexpr unsigned WrapperDepth = 2;

IndexRecords::IndexRecords(const Program &P, const ThreadFacts &Threads)
    : P(P), Threads(Threads), Uses(P), Blocking(P.functions().size()),
      Above(P.functions().size()), Synchronises(P.functions().size()) {
  for (const Function &F : P.functions())
    for (const facts::Registration &R : F.Registrations)
      if (auto &By = Registrars[R.What.Function]; By.size() < MostWays)
        By.push_back(F.Id);
  findCallers();
  findBlocking();
  findAbove();
  findUsers();
  findSynchronising();
}

//===-- Blocking -----------------------------------------------------------===//

void IndexRecords::findCallers() {
  for (auto [Caller, F] : llvm::enumerate(P.functions()))
    for (auto [Index, C] : llvm::enumerate(F.Calls)) {
      if (C.MayBlockHere)
        continue;
      const CallEdge From{static_cast<uint32_t>(Caller),
                      static_cast<uint32_t>(Index)};
      auto Add = [&](EntityId Callee) {
        if (std::optional<unsigned> To = P.indexOf(Callee))
          Callers.add(*To, From);
      };
      for (EntityId Target : mayReach(P, C)) {
        if (Target == C.Callee || !C.AsyncInterface)
          Add(Target);
        for (const facts::Argument &A : C.Arguments)
          if (Uses.mayInvoke(Target, A.Index))
            for (const facts::CallableRef &Passed : A.Callables)
              Add(Passed.Function);
      }
    }
  Callers.sort(P.functions().size());
}

/// Is there an effect that a check could count? Which are wanted is decided where
/// the record is read.
bool IndexRecords::waits(const Function &F, const Call &C) const {
  const facts::Rare<facts::BlockingEffect> &Effect = C.More->Blocks;
  return Effect && !C.MayBlockHere &&
         !(Effect->OnDescriptor &&
           (F.KnowsWouldBlock || P.mayBeNonBlocking(Effect->Descriptor)));
}

void IndexRecords::findBlocking() {
  std::map<llvm::StringRef, std::vector<CallEdge>> ByCategory;
  for (auto [Caller, F] : llvm::enumerate(P.functions()))
    for (auto [Index, C] : llvm::enumerate(F.Calls))
      if (waits(F, C))
        ByCategory[C.More->Blocks->Category].push_back(
            {static_cast<uint32_t>(Caller), static_cast<uint32_t>(Index)});
  for (const auto &[Category, Effects] : ByCategory)
    search(Effects);
  for (std::vector<uint32_t> &Calls : Blocking) {
    llvm::sort(Calls);
    Calls.erase(llvm::unique(Calls), Calls.end());
  }
}

void IndexRecords::search(llvm::ArrayRef<CallEdge> Effects) {
  std::vector<bool> Seen(P.functions().size());
  std::deque<uint32_t> Work;
  auto Reach = [&](CallEdge From) {
    if (Seen[From.Caller])
      return;
    Seen[From.Caller] = true;
    Blocking[From.Caller].push_back(From.Call);
    Work.push_back(From.Caller);
  };
  for (CallEdge Effect : Effects)
    Reach(Effect);
  while (!Work.empty()) {
    uint32_t Callee = Work.front();
    Work.pop_front();
    const Function &F = P.functions()[Callee];
    if (F.Async == facts::AsyncKind::None && !F.NonBlocking)
      for (CallEdge From : Callers.of(Callee))
        Reach(From);
  }
}

//===-- Threads ------------------------------------------------------------===//

void IndexRecords::findAbove() {
  std::vector<llvm::SmallVector<ThreadId, 2>> ByThread(Above.size());
  for (const Visit &V : Threads.Visits) {
    EntityId Parent;
    if (V.Parent >= 0)
      Parent = P.functions()[Threads.Visits[V.Parent].Function].Id;
    else if (V.Thread != CallersThread)
      Parent = Threads.Threads[V.Thread].Starter;
    auto &Known = Above[V.Function];
    if (!Parent || Known.size() >= MostWays ||
        llvm::is_contained(ByThread[V.Function], V.Thread))
      continue;
    ByThread[V.Function].push_back(V.Thread);
    if (!llvm::is_contained(Known, Parent))
      Known.push_back(Parent);
  }
}

void IndexRecords::findUsers() {
  std::map<EntityId, std::vector<const Reached *>> ByVariable;
  for (const Reached &R : Threads.Accesses)
    ByVariable[Threads.Places[R.Where].Variable].push_back(&R);
  for (auto &[Variable, Accesses] : ByVariable) {
    llvm::stable_sort(Accesses, [](const Reached *A, const Reached *B) {
      auto Rank = [](const Reached &R) {
        return std::tuple(R.Thread == CallersThread, !R.What->Writes,
                          !R.State.Held.empty());
      };
      return Rank(*A) < Rank(*B);
    });
    auto &Known = Users[Variable];
    for (const Reached *R : Accesses) {
      EntityId User = P.functions()[Threads.Visits[R->In].Function].Id;
      if (Known.size() < MostUsers && !llvm::is_contained(Known, User))
        Known.push_back(User);
    }
  }
}

/// Functions that take a lock and keep it, give one back or join a thread, and
/// who wraps them.
void IndexRecords::findSynchronising() {
  std::vector<uint32_t> Now;
  for (auto [Index, F] : llvm::enumerate(P.functions())) {
    size_t Taken = llvm::count_if(
        F.Locks, [](const facts::LockStep &L) { return L.Acquires; });
    if (Taken * 2 != F.Locks.size() || !F.Joins.empty() || !F.Signals.empty()) {
      Synchronises[Index] = true;
      Now.push_back(Index);
    }
  }
  for (unsigned Depth = 0; Depth < WrapperDepth; ++Depth) {
    std::vector<uint32_t> Next;
    for (uint32_t Callee : Now)
      for (CallEdge From : Callers.of(Callee))
        if (!Synchronises[From.Caller]) {
          Synchronises[From.Caller] = true;
          Next.push_back(From.Caller);
        }
    Now = std::move(Next);
  }
}

//===-- Records ------------------------------------------------------------===//

/// Calls what it was given, or hands it on to somebody who does?
bool IndexRecords::invokes(const Function &F, const Call &C) const {
  if (C.InvokedParameter >= 0)
    return true;
  return llvm::any_of(C.Arguments, [&](const facts::Argument &A) {
    return (Uses.mayInvoke(C.Callee, A.Index) ||
            Uses.mayRegister(C.Callee, A.Index)) &&
           llvm::any_of(A.Callables, [](const facts::CallableRef &Passed) {
             return Passed.Parameter >= 0;
           });
  });
}

std::optional<IndexRecord> IndexRecords::of(EntityId Id) const {
  IndexRecord Out;
  auto Copy = [&](const auto &From, std::vector<EntityId> &To) {
    if (auto Found = From.find(Id); Found != From.end())
      To.assign(Found->second.begin(), Found->second.end());
  };
  Copy(Users, Out.Above);
  Copy(Registrars, Out.Registrars);
  for (EntityId Below : P.overriders(Id))
    if (std::optional<unsigned> Index = P.indexOf(Below);
        Index && !Blocking[*Index].empty() &&
        Out.Overriders.size() < MostOverriders)
      Out.Overriders.push_back(Below);
  if (std::optional<unsigned> Index = P.indexOf(Id)) {
    const Function &F = P.functions()[*Index];
    Out.Blocking = Blocking[*Index];
    Out.Above.assign(Above[*Index].begin(), Above[*Index].end());
    Out.Synchronises = Synchronises[*Index];
    const bool Walked = !Out.Above.empty() || !F.Spawns.empty() || F.IsMain ||
                        Out.Synchronises;
    Function Kept = slice(
        F,
        {[&](uint32_t Call) {
           const facts::Call &C = F.Calls[Call];
           return llvm::is_contained(Out.Blocking, Call) || invokes(F, C) ||
                  (Walked && P.indexOf(C.Callee));
         },
         [](const facts::Access &) { return true; }, Walked},
        &Out.Blocking);
    if (Walked || !Kept.Calls.empty() || !Kept.Registrations.empty())
      Out.Body = std::move(Kept);
  }
  if (!Out.Body && Out.Above.empty() && Out.Registrars.empty() &&
      Out.Overriders.empty())
    return std::nullopt;
  return Out;
}

} // namespace cohazard::program
