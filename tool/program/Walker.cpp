#include "program/Walker.h"
#include "llvm/ADT/STLExtras.h"
#include <set>

namespace cohazard::program {

using facts::StepKind;

// A budget so that no program costs more than its parse: 600,000 steps take
// about half a second, and a larger program may cost more. What lies beyond
// is not seen.
static constexpr unsigned FewestSteps = 600000, StepsPerFunction = 4;
static constexpr unsigned DeepestCall = 48;

Walker::Walker(const Program &P, const ThreadKnowledge &Extra)
    : P(P), Extra(Extra),
      // No entity has this number.
      Private(Out.Places.id({Place::Root::Variable, {~0u >> 1}, 0, {}})),
      Shared(sharedData(P)),
      Captured(capturedParameters(P)), Pointers(P), Rings(P),
      Executables(executables(P)),
      Relevant(P, Pointers, Shared,
               {[this](const Place &What) { return mayMeanShared(What); },
                [this](const facts::Call &C) { return mayBeExtra(C); }}),
      Decisive(P, [this](const facts::Function &F,
                         facts::Step S) { return mayMatter(F, S); }),
      MostSteps(FewestSteps + StepsPerFunction * P.functions().size()) {
  Seen.resize(P.functions().size());
  findOwnIndices();
  findWaited();
}

llvm::DenseSet<EntityId> Walker::sharedData(const Program &P) {
  llvm::DenseSet<EntityId> Found;
  for (const facts::Variable &V : P.facts().Variables)
    Found.insert(V.Id);
  return Found;
}

llvm::DenseSet<EntityId> Walker::capturedParameters(const Program &P) {
  llvm::DenseSet<EntityId> Found;
  for (const facts::Function &F : P.functions())
    Found.insert(F.Parameters.begin(), F.Parameters.end());
  return Found;
}

/// Could a step of \p F show or change anything?
bool Walker::mayMatter(const facts::Function &F, facts::Step S) {
  if (S.Kind == StepKind::Access) {
    const Place &What = F.Accesses[S.Index].What;
    return What.Base != Place::Root::Variable || mayMeanShared(What);
  }
  return S.Kind == StepKind::Call ? Relevant.mayAct(F.Calls[S.Index])
                                  : S.Kind != StepKind::Assumption;
}

/// Do the user's settings say something of the call?
bool Walker::mayBeExtra(const facts::Call &C) const {
  if (!C.Callee || (Extra.Spawners.empty() && Extra.Locks.empty()))
    return false;
  const llvm::StringRef Name = P.name(C.Callee);
  return llvm::is_contained(Extra.Spawners, Name) ||
         llvm::any_of(Extra.Locks, [&](const auto &Pair) {
           return Pair.first == Name || Pair.second == Name;
         });
}

/// Does \p Function in this situation neither show nor change anything?
bool Walker::mustBeIdle(unsigned Function, const Bindings &Bound) const {
  return !Relevant.matters(Function) &&
         llvm::none_of(Bound.Parameters, [this](const auto &Given) {
           return (Given.second.Object && Given.second.Object != Private) ||
                  !Given.second.Callables.empty();
         });
}

std::optional<ThreadState> Walker::walk(unsigned Function, ThreadId Thread,
                                        Bindings Bound, ThreadState Entry,
                                        int Parent, Site CalledAt) {
  const bool Guessed = std::exchange(Guessing, false) ||
                       (Parent >= 0 && Out.Visits[Parent].Guessed);
  if (mustBeIdle(Function, Bound) || Depth >= DeepestCall || Steps >= MostSteps)
    return Entry;
  Situation Wanted{Function, Executable, Thread, std::move(Bound), Entry};
  if (std::optional<Situations::Outcome> Before = Done.find(Wanted)) {
    if (Before->Visit >= 0)
      shorten(Before->Visit, Parent, CalledAt);
    // Recursion: as if it changed nothing.
    return Before->Known ? std::move(Before->Exit) : Entry;
  }
  const auto [Now, Result] = Done.add(std::move(Wanted));
  Result.Visit = static_cast<int>(Out.Visits.size());
  Seen.set(Function);
  Frame At{P.functions()[Function], Now, Result.Visit};
  const unsigned Calls = Parent < 0 ? 0 : Out.Visits[Parent].Depth + 1;
  Out.Visits.push_back(
      {Function, Thread, Parent, CalledAt, Calls, false, Guessed});
  ++Depth;
  std::optional<ThreadState> Exit = flow(At);
  --Depth;
  // Beyond the count a lock is taken and given back as often.
  if (Exit)
    for (const HeldLock &H : Now.Entry.Held)
      if (H.Times == MostTimes) {
        Exit->Held.eraseIf(
            [&](const HeldLock &Left) { return Left.Lock == H.Lock; });
        Exit->Held.insert(H);
      }
  Result.Known = true;
  Result.Exit = Exit;
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
  case StepKind::Assumption:
    return mayHold(At, At.F.Assumptions[Which.Index]);
  case StepKind::Suspension:
    return true;
  }
  return true;
}

/// The functions that what \p Pointer leads to may be: those that are stored
/// there, else any of this type.
std::vector<EntityId> Walker::heldFunctions(Frame &At, const Place &Pointer,
                                            EntityId Signature) const {
  std::vector<EntityId> Found;
  if (Pointer.known())
    Found = Pointers.functions(placeIn(At, Pointer));
  if (Found.empty())
    Found = Pointers.withSignature(Signature).vec();
  llvm::erase_if(Found, [this](EntityId Id) { return !mayRunHere(Id); });
  const OrderedSet<EntityId> &Handed = Out.Threads[At.Now.Thread].Handed;
  if (auto IsHanded = [&](EntityId Id) { return Handed.contains(Id); };
      llvm::any_of(Found, IsHanded))
    llvm::erase_if(Found, std::not_fn(IsHanded));
  return Found;
}

/// The functions that run at \p C.
std::vector<EntityId> Walker::targets(Frame &At, const facts::Call &C) const {
  std::vector<EntityId> Found;
  if (!C.Callee) {
    if (C.InvokedParameter >= 0)
      Found = At.Now.Bound.resolve(
          facts::CallableRef{{}, C.InvokedParameter});
    if (!Found.empty())
      return Found;
    return heldFunctions(At, C.More->Pointer ? *C.More->Pointer : Place(),
                         C.Signature);
  }
  Found.push_back(C.Callee);
  if (C.Kind == facts::CallKind::Virtual)
    for (EntityId Below : P.overriders(C.Callee))
      if (mayRunHere(Below))
        Found.push_back(Below);
  return Found;
}

/// A function without a body here may call what it is given.
void Walker::runCallbacks(Frame &At, const facts::Call &C,
                          ThreadState &State) {
  for (const facts::Argument &A : C.Arguments)
    for (EntityId Target : At.Now.Bound.resolve(A.Callables)) {
      std::optional<unsigned> Callee = P.indexOf(Target);
      if (!Callee)
        continue;
      if (std::optional<ThreadState> Left =
              walk(*Callee, At.Now.Thread,
                   bind(At, {}, {}, *Callee, {}), State, At.Visit, C.Where))
        State.meet(*Left);
    }
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

/// Does control come back to \p From once it has left it?
static bool mayRepeat(const facts::Flow &Body, uint32_t From) {
  llvm::BitVector Seen(Body.Blocks.size());
  llvm::SmallVector<uint32_t, 8> Work{From};
  while (!Work.empty())
    for (uint32_t Next : Body.Blocks[Work.pop_back_val()].Successors) {
      if (Next == From)
        return true;
      if (!Seen.test(Next)) {
        Seen.set(Next);
        Work.push_back(Next);
      }
    }
  return false;
}

/// Is it the one call that a thread was started for, of what it was handed, and
/// could that be any of several? What runs in a loop comes out of a queue.
bool Walker::isGuess(const Frame &At, const facts::Call &C,
                     size_t Targets) const {
  const Visit &Here = Out.Visits[At.Visit];
  if (Targets < 2 || C.Callee || !C.More->Pointer || Here.Parent >= 0 ||
      Here.Thread == CallersThread ||
      (C.More->Pointer->Base != Place::Root::Parameter &&
       C.More->Pointer->Base != Place::Root::Receiver))
    return false;
  for (const auto &[Index, B] : llvm::enumerate(At.F.Body.Blocks))
    for (facts::Step S : B.Steps)
      if (S.Kind == StepKind::Call && &At.F.Calls[S.Index] == &C)
        return !mayRepeat(At.F.Body, Index);
  return false;
}

bool Walker::call(Frame &At, const facts::Call &C, ThreadState &State) {
  if (extra(At, C, State))
    return true;
  std::optional<ThreadState> Exit;
  bool Followed = false;
  if (C.Unseen)
    runCallbacks(At, C, State);
  const std::vector<EntityId> Targets = targets(At, C);
  const bool Guess = isGuess(At, C, Targets.size());
  for (EntityId Target : Targets) {
    std::optional<unsigned> Callee = P.indexOf(Target);
    if (!Callee)
      continue;
    Bindings Bound = bind(At, C.Arguments, C.More->Modes, *Callee, State.Held);
    if (mustBeIdle(*Callee, Bound))
      continue;
    Followed = true;
    Guessing = Guess;
    std::optional<ThreadState> Left =
        walk(*Callee, At.Now.Thread, std::move(Bound), State, At.Visit, C.Where);
    if (Exit && Left)
      Exit->meet(*Left);
    else if (Left)
      Exit = std::move(Left);
  }
  if (Exit)
    State = std::move(*Exit);
  return Exit || !Followed;
}

} // namespace cohazard::program
