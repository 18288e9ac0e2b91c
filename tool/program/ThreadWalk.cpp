#include "program/ThreadWalk.h"
#include "program/Walker.h"
#include "llvm/ADT/STLExtras.h"

namespace cohazard::program {

/// The functions that somebody in the program calls, starts or passes on.
static llvm::DenseSet<EntityId> calledFunctions(const Program &P) {
  llvm::DenseSet<EntityId> Called;
  auto Add = [&](EntityId Id) {
    Called.insert(Id);
    for (EntityId Below : P.overriders(Id))
      Called.insert(Below);
  };
  for (const facts::Function &F : P.functions()) {
    for (const facts::Call &C : F.Calls) {
      if (C.Callee && C.Callee != F.Id)
        Add(C.Callee);
      for (const facts::Argument &A : C.Arguments)
        for (const facts::CallableRef &Ref : A.Callables)
          Add(Ref.Function);
    }
    for (const facts::Spawn &S : F.Spawns) {
      for (const facts::CallableRef &Ref : S.What)
        Add(Ref.Function);
      for (const facts::Argument &A : S.Arguments)
        for (const facts::CallableRef &Ref : A.Callables)
          Add(Ref.Function);
    }
    for (const facts::Registration &R : F.Registrations)
      Add(R.What.Function);
  }
  return Called;
}

/// The functions that run in no program that is seen whole: there is one main,
/// which reaches others of their file but not these, and nobody takes their
/// address.
static llvm::BitVector deadFunctions(const Program &P, const Walker &W) {
  llvm::BitVector Dead(P.functions().size());
  OrderedSet<FileId> Reached;
  const facts::Function *Main = nullptr;
  for (unsigned I = 0; I < P.functions().size(); ++I) {
    const facts::Function &F = P.functions()[I];
    if (F.IsMain && std::exchange(Main, &F))
      return Dead;
    if (W.reached(I))
      Reached.insert(F.Where.File);
  }
  if (!Main)
    return Dead;
  llvm::DenseSet<EntityId> Taken;
  for (const facts::AddressTaken &T : P.facts().AddressesTaken)
    Taken.insert(T.Function);
  for (unsigned I = 0; I < P.functions().size(); ++I) {
    const facts::Function &F = P.functions()[I];
    if (!W.reached(I) && Reached.contains(F.Where.File) &&
        (F.Where.File != Main->Where.File || F.InternalLinkage) &&
        !Taken.contains(F.Id) && F.Overrides.empty())
      Dead.set(I);
  }
  return Dead;
}

/// Does the name say that nothing else is going on when it is called?
/// Under-approximates races: set-up and tear-down are taken to run alone.
static bool mayRunAlone(llvm::StringRef Name) {
  auto [Scope, Last] = Name.rsplit("::");
  if (Last.empty())
    Last = Name;
  if (Last.starts_with("~"))
    return true;
  for (llvm::StringRef Word :
       {"init", "setup", "set_up", "create", "start", "open", "destroy",
        "shutdown", "fini", "close", "cleanup", "clean_up", "teardown", "stop",
        "exit", "free", "reset", "config"})
    if (Last.contains_insensitive(Word))
      return true;
  return false;
}

/// Anyone may call these, in any order: what one of them leaves running is
/// running when another is called, but not when the same is called again.
static void walkFromOutside(const Program &P, Walker &W,
                            const ThreadState &Start) {
  llvm::DenseSet<EntityId> Called = calledFunctions(P);
  const llvm::BitVector Dead = deadFunctions(P, W);
  std::vector<unsigned> Entries;
  for (unsigned I = 0; I < P.functions().size(); ++I) {
    const facts::Function &F = P.functions()[I];
    if (!F.IsMain && !F.IsStaticInit && !F.IsLambda && !Dead.test(I) &&
        !Called.contains(F.Id))
      Entries.push_back(I);
  }
  auto Walk = [&](unsigned I, const ThreadState &From) {
    const facts::Function &F = P.functions()[I];
    W.runAs(F.Where.File);
    return W
        .walk(I, CallersThread, Bindings{F.Id, 0, {}, {}}, From, -1, F.Where)
        .value_or(From);
  };
  // Which threads does each leave running, and all those after it together?
  std::vector<OrderedSet<ThreadId>> Leaves;
  for (unsigned I : Entries)
    Leaves.push_back(Walk(I, Start).Live);
  std::vector<OrderedSet<ThreadId>> After(Entries.size());
  for (size_t N = Entries.size(); N-- > 1;) {
    After[N - 1] = After[N];
    After[N - 1].unite(Leaves[N]);
  }
  OrderedSet<ThreadId> Before;
  for (auto [I, Left, Later] : llvm::zip(Entries, Leaves, After)) {
    ThreadState From = Start;
    if (!mayRunAlone(P.name(P.functions()[I].Id))) {
      From.Live.unite(Before);
      From.Live.unite(Later);
    }
    Before.unite(Left);
    if (!(From == Start)) {
      const size_t Next = W.visits();
      Walk(I, From);
      W.markFromOutside(Next);
    }
  }
}

static ThreadFacts walkAll(const Program &P, const ThreadKnowledge &Extra) {
  // Without a thread there is no race.
  if (Extra.Spawners.empty() &&
      llvm::all_of(P.functions(),
                   [](const facts::Function &F) { return F.Spawns.empty(); }))
    return {};
  Walker W(P, Extra);
  ThreadState Start;
  for (unsigned I = 0; I < P.functions().size(); ++I)
    if (P.functions()[I].IsStaticInit)
      Start = W.walk(I, CallersThread, {}, Start, -1, {}).value_or(Start);
  for (unsigned I = 0; I < P.functions().size(); ++I)
    if (P.functions()[I].IsMain) {
      W.runAs(P.functions()[I].Where.File);
      W.walk(I, CallersThread, {}, Start, -1, {});
    }
  walkFromOutside(P, W, Start);
  return std::move(W).take();
}

std::shared_ptr<const ThreadFacts> walkThreads(const Program &P,
                                               const ThreadKnowledge &Extra) {
  const bool Knows = !Extra.Spawners.empty() || !Extra.Locks.empty();
  if (!Knows && P.Threads)
    return P.Threads;
  auto Found = std::make_shared<const ThreadFacts>(walkAll(P, Extra));
  if (!Knows)
    P.Threads = Found;
  return Found;
}

} // namespace cohazard::program
