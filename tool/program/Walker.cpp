#include "program/Walker.h"
#include "llvm/ADT/STLExtras.h"
#include <set>

namespace cohazard::program {

using facts::StepKind;

// A budget so that no program costs more than its parse: 400,000 steps take
// less than half a second, and a larger program may cost more. What lies beyond
// is not seen.
static constexpr unsigned FewestSteps = 400000, StepsPerFunction = 4;
static constexpr unsigned DeepestCall = 48;
// Situations of one access in one thread; more say the same again.
static constexpr size_t MostSituations = 12;

Walker::Walker(const Program &P, const ThreadKnowledge &Extra)
    : P(P), Extra(Extra),
      MostSteps(FewestSteps + StepsPerFunction * P.functions().size()) {
  for (const facts::Variable &V : P.facts().Variables)
    Shared.insert(V.Id);
  for (const facts::FixedPointer &Pointer : P.facts().FixedPointers)
    FixedPointers[Pointer.Variable] = &Pointer.To;
  Seen.resize(P.functions().size());
  findRelevant();
}

/// Which functions could change or show anything, themselves or by a call?
void Walker::findRelevant() {
  const size_t Count = P.functions().size();
  Relevant.resize(Count);
  std::vector<std::vector<unsigned>> Callers(Count);
  std::vector<unsigned> Work;
  for (unsigned I = 0; I < Count; ++I) {
    const facts::Function &F = P.functions()[I];
    bool Own = !F.Spawns.empty() || !F.Joins.empty() || !F.Locks.empty() ||
               !F.Signals.empty() || !F.Accesses.empty() ||
               !F.LoopRuns.empty();
    // It may never return.
    for (const auto &[Index, B] : llvm::enumerate(F.Body.Blocks))
      Own |= B.Successors.size() == 1 && B.Successors[0] == Index;
    for (const facts::Call &C : F.Calls) {
      Own |= C.InvokedParameter >= 0;
      auto Edge = [&](EntityId Callee) {
        if (std::optional<unsigned> To = P.indexOf(Callee))
          Callers[*To].push_back(I);
      };
      Edge(C.Callee);
      if (C.Kind == facts::CallKind::Virtual)
        for (EntityId Below : P.overriders(C.Callee))
          Edge(Below);
    }
    if (Own) {
      Relevant.set(I);
      Work.push_back(I);
    }
  }
  while (!Work.empty()) {
    unsigned To = Work.back();
    Work.pop_back();
    for (unsigned From : Callers[To])
      if (!Relevant.test(From)) {
        Relevant.set(From);
        Work.push_back(From);
      }
  }
}

std::optional<ThreadState> Walker::walk(unsigned Function, ThreadId Thread,
                                        Bindings Bound, ThreadState Entry,
                                        int Parent, Site CalledAt) {
  if (!Relevant.test(Function) || Depth >= DeepestCall || Steps >= MostSteps)
    return Entry;
  auto [It, New] =
      Done.try_emplace(Situation{Function, Thread, std::move(Bound), Entry});
  if (!New) // Recursion: as if it changed nothing.
    return It->second.Known ? It->second.Exit : Entry;
  Seen.set(Function);
  Frame At{P.functions()[Function], It->first,
           static_cast<int>(Out.Visits.size())};
  Out.Visits.push_back({Function, Thread, Parent, CalledAt});
  ++Depth;
  std::optional<ThreadState> Exit = flow(At);
  --Depth;
  It->second = {true, Exit};
  return Exit;
}

std::optional<ThreadState> Walker::flow(Frame &At) {
  const std::vector<facts::Block> &Blocks = At.F.Body.Blocks;
  ThreadState Start = At.Now.Entry;
  for (const Place &Required : At.F.RequiredLocks)
    if (PlaceId Lock = resolve(At, Required))
      Start.Held.insert({Lock});
  rememberHandovers(At);
  if (Blocks.empty())
    return Start;
  std::vector<std::optional<ThreadState>> In(Blocks.size());
  std::optional<ThreadState> Exit;
  In[0] = std::move(Start);
  std::set<uint32_t> Work{0};
  while (!Work.empty() && Steps < MostSteps) {
    uint32_t Index = *Work.begin();
    Work.erase(Work.begin());
    const facts::Block &Here = Blocks[Index];
    ThreadState State = *In[Index];
    ++Steps;
    if (!llvm::all_of(Here.Steps,
                      [&](facts::Step S) { return step(At, S, State); }))
      continue;
    for (uint32_t Next : Here.Successors) {
      if (!In[Next]) {
        In[Next] = State;
        Work.insert(Next);
        continue;
      }
      ThreadState Met = *In[Next];
      Met.meet(State);
      if (!(Met == *In[Next])) {
        In[Next] = std::move(Met);
        Work.insert(Next);
      }
    }
    if (Here.Successors.empty()) {
      if (Exit)
        Exit->meet(State);
      else
        Exit = std::move(State);
    }
  }
  if (!Exit && Steps < MostSteps)
    return std::nullopt;
  ThreadState Left = Exit ? std::move(*Exit) : At.Now.Entry;
  for (const Place &Required : At.F.RequiredLocks)
    if (PlaceId Lock = resolve(At, Required))
      if (!At.Now.Entry.Held.contains({Lock}))
        Left.Held.erase({Lock});
  return Left;
}

bool Walker::step(Frame &At, facts::Step Which, ThreadState &State) {
  ++Steps;
  switch (Which.Kind) {
  case StepKind::Call:
    return call(At, At.F.Calls[Which.Index], State);
  case StepKind::Access:
    access(At, At.F.Accesses[Which.Index], State);
    return true;
  case StepKind::Lock:
    lock(At, At.F.Locks[Which.Index], State);
    return true;
  case StepKind::Spawn:
    spawn(At, Which.Index, State);
    return true;
  case StepKind::Join:
    join(At, At.F.Joins[Which.Index], State);
    return true;
  case StepKind::Signal:
    signal(At, At.F.Signals[Which.Index], State);
    return true;
  case StepKind::LoopRun: {
    const facts::LoopRun &Run = At.F.LoopRuns[Which.Index];
    runLoop(At, resolve(At, Run.Loop), Run.Where, State);
    return true;
  }
  case StepKind::Suspension:
    return true;
  }
  return true;
}

/// The place that \p P names here, through global pointers that never change.
Place Walker::placeIn(Frame &At, const Place &P) const {
  Place Found = At.Now.Bound.resolve(Out.Places, P);
  // A pointer to a pointer; a cycle of them must come to an end.
  for (unsigned Fuel = 4; Fuel; --Fuel) {
    if (Found.Base != Place::Root::Variable || Found.Path.empty() ||
        Found.Path.front().What != PathStep::Kind::Pointee)
      break;
    const Place *To = FixedPointers.lookup(Found.Variable);
    if (!To)
      break;
    Place Next = *To;
    Next.Path.insert(Next.Path.end(), Found.Path.begin() + 1,
                     Found.Path.end());
    Found = std::move(Next);
  }
  return Found;
}

void Walker::access(Frame &At, const facts::Access &A,
                    const ThreadState &State) {
  Place What = placeIn(At, A.What);
  if (What.Base != Place::Root::Variable || !Shared.contains(What.Variable))
    return;
  PlaceId Where = Out.Places.id(What);
  std::vector<ThreadState> &Known = Recorded[{&A, Where, At.Now.Thread}];
  if (Known.size() >= MostSituations ||
      std::find(Known.begin(), Known.end(), State) != Known.end())
    return;
  Known.push_back(State);
  Out.Accesses.push_back({&A, Where, At.Visit, At.Now.Thread, State});
}

void Walker::lock(Frame &At, const facts::LockStep &L, ThreadState &State) {
  // A thread's own mutex keeps nobody out.
  if (L.Local && At.Now.Thread != CallersThread)
    return;
  PlaceId Lock = resolve(At, L.Lock);
  if (!Lock)
    return;
  if (L.Acquires)
    take(State, {Lock, L.Mode == facts::LockMode::Shared});
  else
    give(State, Lock);
}

/// A lock may be taken again by its holder: it is free after as many releases.
void Walker::take(ThreadState &State, HeldLock Lock) {
  for (const HeldLock &H : State.Held)
    if (H.Lock == Lock.Lock) {
      Lock = H;
      // A loop that only takes must come to an end.
      if (Lock.Times < 3)
        ++Lock.Times;
      State.Held.erase(H);
      break;
    }
  State.Held.insert(Lock);
}

void Walker::give(ThreadState &State, PlaceId Lock) {
  for (const HeldLock &H : State.Held)
    if (H.Lock == Lock) {
      HeldLock Left = H;
      State.Held.erase(H);
      if (--Left.Times)
        State.Held.insert(Left);
      return;
    }
  State.Held.eraseIf([&](const HeldLock &H) {
    return mayBeSameLock(Out.Places[H.Lock], Out.Places[Lock]);
  });
}

void Walker::signal(Frame &At, const facts::Signal &S, ThreadState &State) {
  PlaceId What = resolve(At, S.What);
  if (!What)
    return;
  if (S.Waits) {
    State.Waited.insert(What);
  } else if (!State.Held.contains({What})) {
    State.Signalled.insert(What);
    Out.Threads[At.Now.Thread].Signals.insert(What);
  }
}

/// The functions that run at \p C.
static std::vector<EntityId> targets(const Program &P, const facts::Call &C,
                                     const Bindings &Bound) {
  if (!C.Callee)
    return Bound.resolve(facts::CallableRef{{}, C.InvokedParameter});
  std::vector<EntityId> Out{C.Callee};
  if (C.Kind == facts::CallKind::Virtual)
    for (EntityId Below : P.overriders(C.Callee))
      Out.push_back(Below);
  return Out;
}

/// What the user's settings say of a call.
bool Walker::extra(Frame &At, const facts::Call &C, ThreadState &State) {
  if (!C.Callee || (Extra.Spawners.empty() && Extra.Locks.empty()))
    return false;
  llvm::StringRef Name = P.name(C.Callee);
  if (llvm::is_contained(Extra.Spawners, Name)) {
    facts::Spawn S;
    S.Where = C.Where;
    S.By = Name.str();
    // Beside the numbers of the function's own spawns.
    const uint32_t Key = ~0u - (&C - At.F.Calls.data());
    for (const facts::Argument &A : C.Arguments)
      for (EntityId Runs : At.Now.Bound.resolve(A.Callables))
        start(At, S, Key, Runs, State);
    return true;
  }
  auto LockOf = [&] {
    PlaceId Lock = 0;
    for (const facts::Argument &A : C.Arguments)
      if (!Lock && (A.Index == 0 || A.Index == facts::Argument::Receiver))
        Lock = resolve(At, A.Object);
    return Lock;
  };
  for (const auto &[Take, Give] : Extra.Locks) {
    if (Name != Take && Name != Give)
      continue;
    PlaceId Lock = LockOf();
    if (!Lock) {
      // No entity has this number: the pair's own lock.
      uint32_t Pair = ~0u - (&Give - &Extra.Locks.front().second);
      Lock = Out.Places.id({Place::Root::Variable, {Pair}, 0, {}});
    }
    if (Name == Take)
      take(State, {Lock});
    else
      give(State, Lock);
    return true;
  }
  return false;
}

bool Walker::call(Frame &At, const facts::Call &C, ThreadState &State) {
  if (extra(At, C, State))
    return true;
  std::optional<ThreadState> Exit;
  bool Followed = false;
  for (EntityId Target : targets(P, C, At.Now.Bound)) {
    std::optional<unsigned> Callee = P.indexOf(Target);
    if (!Callee || !Relevant.test(*Callee))
      continue;
    Followed = true;
    std::optional<ThreadState> Left = walk(
        *Callee, At.Now.Thread, bind(At, C.Arguments, P.functions()[*Callee]),
        State, At.Visit, C.Where);
    if (Exit && Left)
      Exit->meet(*Left);
    else if (Left)
      Exit = std::move(Left);
  }
  if (Exit)
    State = std::move(*Exit);
  return Exit || !Followed;
}

/// What the callables' bodies will see of the function that makes them.
void Walker::rememberClosures(Frame &At, llvm::ArrayRef<EntityId> Callables) {
  for (EntityId Id : Callables) {
    const facts::Function *Lambda = P.function(Id);
    if (!Lambda || !Lambda->IsLambda)
      continue;
    Bindings Seen;
    Seen.Receiver = At.Now.Bound.Receiver;
    Seen.Captured = At.Now.Bound.Captured;
    for (size_t I = 0; I < At.F.Parameters.size(); ++I)
      if (auto Given = At.Now.Bound.Parameters.find(I);
          Given != At.Now.Bound.Parameters.end() && Given->second.Object)
        Seen.Captured[At.F.Parameters[I]] = Given->second.Object;
    Closures[Id] = std::move(Seen);
  }
}

Bindings Walker::bind(Frame &At, llvm::ArrayRef<facts::Argument> Arguments,
                      const facts::Function &Callee) {
  // A region sees what the function around it sees.
  if (Callee.IsRegion)
    return At.Now.Bound;
  Bindings To;
  To.Owner = Callee.Id;
  for (const facts::Argument &A : Arguments) {
    if (A.Index == facts::Argument::Receiver) {
      To.Receiver = resolve(At, A.Object);
      continue;
    }
    Bindings::Parameter Given;
    Given.Object = resolve(At, A.Object);
    Given.Callables = At.Now.Bound.resolve(A.Callables);
    // Only closures that this body makes: others are known already.
    for (const facts::CallableRef &Ref : A.Callables)
      if (Ref.Function)
        rememberClosures(At, Ref.Function);
    if (Given.Object || !Given.Callables.empty())
      To.Parameters[A.Index] = std::move(Given);
  }
  if (Callee.IsLambda) {
    if (!Closures.count(Callee.Id))
      rememberClosures(At, Callee.Id);
    const Bindings &Closure = Closures[Callee.Id];
    To.Receiver = Closure.Receiver;
    To.Captured = Closure.Captured;
  }
  return To;
}

} // namespace cohazard::program
