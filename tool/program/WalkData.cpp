// What a step of the walk does with data, locks and signals.

#include "program/Walker.h"
#include "llvm/ADT/STLExtras.h"

namespace cohazard::program {

// Situations of one access in one thread; more say the same again.
static constexpr size_t MostSituations = 12;

static bool isHeapBlock(const Program &P, EntityId Variable) {
  return P.facts().entity(Variable).Usr.starts_with("c:@cohazard@heap@");
}

/// An element that only this thread was given leads to an element of its own.
static Place asSeenThrough(const Place &What, Place Target) {
  const bool Own = llvm::any_of(What.Path, [](const PathStep &S) {
    return S.What == PathStep::Kind::OwnIndex;
  });
  if (Own)
    for (PathStep &S : Target.Path)
      if (S.What == PathStep::Kind::AnyIndex && !S.sharesElements())
        S.What = PathStep::Kind::OwnIndex;
  return Target;
}

/// The place that \p What names here, through pointers that lead to one object.
Place Walker::placeIn(Frame &At, const Place &What) const {
  Place Found = At.Now.Bound.resolve(Out.Places, What);
  if (Found.Variable == Out.Places[Private].Variable)
    return Out.Places[Private];
  if (!Found.known() || !leadsThroughPointer(Found))
    return Found;
  std::vector<Place> Targets = Pointers.targets(Found);
  // A block or a local that a global leads to goes by the global's name.
  if (Targets.size() != 1 || isHeapBlock(P, Targets[0].Variable) ||
      (Found.Base == Place::Root::Variable && Shared.contains(Found.Variable) &&
       !Shared.contains(Targets[0].Variable)))
    return Found;
  return asSeenThrough(Found, Targets[0]);
}

/// The shared data that \p What may be. A pointer that leads to memory without
/// a name, or nobody knows where, stands for what it leads to. One that may lead
/// to a block as well as to a variable, or to one of several that lead to
/// themselves again, goes through a list or a table: of the variable, its head
/// perhaps, nothing is said. Under-approximates races.
const std::vector<Place> &Walker::meant(const Place &What) {
  auto [It, New] = Meant.try_emplace(Out.Places.id(What));
  if (!New)
    return It->second;
  std::vector<Place> &Found = It->second;
  const bool Named =
      What.Base == Place::Root::Variable && Shared.contains(What.Variable);
  if (!leadsThroughPointer(What)) {
    if (Named)
      Found.push_back(What);
    return Found;
  }
  bool All = true;
  const std::vector<Place> Targets = Pointers.targets(What);
  const bool IntoHeap = llvm::any_of(Targets, [this](const Place &Target) {
    return isHeapBlock(P, Target.Variable);
  });
  for (const Place &Target : Targets)
    if (!IntoHeap && !(Targets.size() > 1 && Pointers.inCycle(Target.Variable)) &&
        Shared.contains(Target.Variable))
      Found.push_back(asSeenThrough(What, Target));
    else
      All = false;
  if (Named && (!All || Targets.empty()))
    Found.push_back(What);
  return Found;
}

/// A cheap look at whether the function that makes the access matters.
bool Walker::mayMeanShared(const Place &What) {
  Place Here = What;
  if (Here.Base == Place::Root::Parameter)
    Here = {Place::Root::Receiver, {}, 0, Here.Path}; // of just some object
  return Captured.contains(What.Variable) || !meant(Here).empty();
}

/// `p->lock` protects `p->data` of whatever object p leads to. Of the other
/// locks behind pointers that lead to several nobody knows which is held.
ThreadState Walker::knowingLocks(const Place &What, const Place &Target,
                                 ThreadState State) {
  OrderedSet<HeldLock> Known;
  const size_t Pointer = lastPointer(What);
  for (HeldLock H : State.Held) {
    if (!Ambiguous.contains(H.Lock)) {
      Known.insert(H);
      continue;
    }
    const Place &Lock = Out.Places[H.Lock];
    const size_t Common = lastPointer(Lock);
    const size_t Rest = What.Path.size() - Pointer;
    if (!Pointer || Common != Pointer || Lock.Base != What.Base ||
        Lock.Variable != What.Variable || Target.Path.size() < Rest ||
        !std::equal(Lock.Path.begin(), Lock.Path.begin() + Common,
                    What.Path.begin()))
      continue;
    Place Exact = Target;
    Exact.Path.resize(Target.Path.size() - Rest);
    Exact.Path.insert(Exact.Path.end(), Lock.Path.begin() + Common,
                      Lock.Path.end());
    H.Lock = Out.Places.id(Exact);
    Known.insert(H);
  }
  State.Held = std::move(Known);
  return State;
}

void Walker::access(Frame &At, const facts::Access &A,
                    const ThreadState &State) {
  // Beyond the budget calls are not followed: what they lock is not known.
  if (Steps >= MostSteps)
    return;
  const Place What = placeIn(At, A.What);
  if (!What.known())
    return;
  for (const Place &Target : meant(What))
    record(At, A, Target, knowingLocks(What, Target, State));
}

void Walker::record(Frame &At, const facts::Access &A, const Place &Target,
                    ThreadState State) {
  PlaceId Where = Out.Places.id(Target);
  std::vector<ThreadState> &Known = Recorded[{&A, Where, At.Now.Thread}];
  if (Known.size() >= MostSituations || llvm::is_contained(Known, State))
    return;
  Known.push_back(State);
  Out.Accesses.push_back(
      {&A, Where, At.Visit, At.Now.Thread, std::move(State)});
}

/// The lock that \p What names here. One in a block that only one global leads
/// to goes by the global's name, whoever else was given the block: a thread,
/// for one. Of several blocks from one place in the source that is the last.
Place Walker::lockIn(Frame &At, const Place &What) {
  Place Found = placeIn(At, What);
  if (!leadsThroughPointer(Found) || Shared.contains(Found.Variable))
    return Found;
  const std::vector<Place> Targets = Pointers.targets(Found);
  if (Targets.size() != 1 || !isHeapBlock(P, Targets[0].Variable))
    return Found;
  const EntityId Block = Targets[0].Variable;
  auto [Known, New] = OnlyHolders.try_emplace(Block);
  if (New)
    Known->second = Pointers.onlyHolder(Block, Shared);
  std::optional<Place> Name = Known->second;
  if (!Name)
    return Found;
  Name->Path.push_back({PathStep::Kind::Pointee, {}, 0});
  Name->Path.insert(Name->Path.end(), Targets[0].Path.begin(),
                    Targets[0].Path.end());
  return *Name;
}

/// The walk goes deep first; readers are told the shortest way that it has come.
/// No way becomes a circle: a caller is always less deep than what it calls.
void Walker::shorten(int Of, int Parent, Site CalledAt) {
  Visit &Known = Out.Visits[Of];
  if (Known.Parent < 0 || Parent < 0 ||
      Out.Visits[Parent].Depth + 1 >= Known.Depth ||
      Out.Visits[Parent].Guessed != Known.Guessed ||
      Out.startOf(Parent) != Out.startOf(Of))
    return;
  Known.Parent = Parent;
  Known.CalledAt = CalledAt;
  Known.Depth = Out.Visits[Parent].Depth + 1;
}

void Walker::lock(Frame &At, const facts::LockStep &L, ThreadState &State) {
  // A thread's own mutex keeps nobody out.
  if (L.Local && At.Now.Thread != CallersThread)
    return;
  // One thing that all threads are given tells none of them which one it is.
  if (L.Turn)
    if (const Place Given = placeIn(At, *L.Turn);
        At.Now.Thread == CallersThread ||
        (Given.Base == Place::Root::Variable &&
         llvm::none_of(Given.Path, [](const PathStep &S) {
           return S.What == PathStep::Kind::OwnIndex;
         })))
      return;
  Place What = lockIn(At, L.Lock);
  if (L.Semaphore)
    What = Rings.turnOf(What);
  PlaceId Lock = Out.Places.id(What);
  if (!Lock || isWide(What))
    return;
  std::vector<Place> Targets;
  if (leadsThroughPointer(What))
    Targets = Pointers.targets(What);
  if (Targets.size() > 1)
    Ambiguous.insert(Lock);
  if (L.Acquires)
    take(State, {Lock, L.Mode == facts::LockMode::Shared});
  else
    give(State, Lock, Targets);
  // What starts there has not run before.
  if (L.Acquires && L.Once) {
    Onces.insert(Lock);
    State.Live.eraseIf([&](ThreadId Id) {
      return Out.Threads[Id].StartedOnce.contains(Lock);
    });
  }
  if (L.Acquires)
    return;
  // By then it is made.
  State.Held.eraseIf(
      [&](const HeldLock &H) { return Out.Made.contains(H.Lock); });
  // A thread is started under what its starter holds until it is joined.
  for (ThreadId Id : State.Live)
    Out.Threads[Id].Under.eraseIf([&](PlaceId Held) {
      return !State.Held.contains({Held});
    });
}

/// Does the semaphore let several threads in?
bool Walker::isWide(const Place &Lock) const {
  return llvm::any_of(P.facts().SemaphoreStarts,
                      [&](const facts::SemaphoreStart &S) {
                        return S.Count > 1 && mayBeSameLock(S.What, Lock);
                      });
}

/// A lock may be taken again by its holder: it is free after as many releases.
void Walker::take(ThreadState &State, HeldLock Lock) {
  for (const HeldLock &H : State.Held)
    if (H.Lock == Lock.Lock) {
      // What readers share cannot be taken for writing as well: whoever does
      // has it alone.
      Lock = {H.Lock, H.Shared && Lock.Shared, H.Times};
      if (Lock.Times < MostTimes)
        ++Lock.Times;
      State.Held.erase(H);
      break;
    }
  State.Held.insert(Lock);
}

/// \p Targets: the locks that it may be, where there are several.
void Walker::give(ThreadState &State, PlaceId Lock,
                  llvm::ArrayRef<Place> Targets) {
  for (const HeldLock &H : State.Held)
    if (H.Lock == Lock) {
      HeldLock Left = H;
      State.Held.erase(H);
      if (--Left.Times)
        State.Held.insert(Left);
      return;
    }
  State.Held.eraseIf([&](const HeldLock &H) {
    const Place &Held = Out.Places[H.Lock];
    return mayBeSameLock(Held, Out.Places[Lock]) ||
           llvm::any_of(Targets, [&](const Place &Target) {
             return mayBeSameLock(Held, Target);
           });
  });
}

/// The variable or member that \p What is; none if that is not known.
static EntityId nameOf(const Place &What) {
  for (const PathStep &Step : llvm::reverse(What.Path))
    if (Step.What == PathStep::Kind::Field)
      return Step.Member;
  return What.Base == Place::Root::Variable ? What.Variable : EntityId();
}

void Walker::findWaited() {
  WaitedFor.emplace();
  auto Add = [this](const Place &What) {
    const EntityId Name = nameOf(What);
    if (Name)
      WaitedFor->insert(Name);
    return bool(Name);
  };
  for (const facts::Function &F : P.functions())
    for (const facts::Signal &S : F.Signals) {
      if (!S.Waits || Add(S.What))
        continue;
      const std::vector<Place> Targets = Pointers.targets(F.Id, S.What);
      if (Targets.empty() || !llvm::all_of(Targets, Add))
        return WaitedFor.reset();
    }
}

/// Does it matter to anyone that \p What was signalled?
bool Walker::mayBeWaitedFor(const Place &What) const {
  const EntityId Name = nameOf(What);
  return !WaitedFor || !Name || WaitedFor->contains(Name);
}

void Walker::signal(Frame &At, const facts::Signal &S, ThreadState &State) {
  PlaceId What = resolve(At, S.What);
  if (!What)
    return;
  if (S.Waits) {
    State.Waited.insert(What);
  } else if (!State.Held.contains({What}) &&
             mayBeWaitedFor(Out.Places[What])) {
    State.Signalled.insert(What);
    Out.Threads[At.Now.Thread].Signals.insert(What);
  }
}

} // namespace cohazard::program
