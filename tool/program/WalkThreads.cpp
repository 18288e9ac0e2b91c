// Starting and joining threads on the walk.

#include "program/Walker.h"
#include "llvm/ADT/STLExtras.h"

namespace cohazard::program {

/// Handles that are moved keep their thread: whoever joins the new place joins
/// what the old one stood for. Holds from then on everywhere.
void Walker::rememberHandovers(Frame &At) {
  for (const facts::Handover &H : At.F.Handovers) {
    PlaceId From = resolve(At, H.From), To = resolve(At, H.To);
    if (From && To && From != To)
      Handovers.insert({From, To});
  }
}

/// Does a loop over \p Joined come to the handle \p Kept of threads that were
/// started in a loop over \p Started? Where it is not known it does.
static bool mayCover(const IndexRange &Joined, const IndexRange &Started,
                     const Place &Kept) {
  if (Joined.From == IndexRange::Unknown)
    return true;
  for (const PathStep &Step : Kept.Path)
    if (Step.What == PathStep::Kind::Index && !Joined.Bound)
      return Joined.From <= Step.Index && Step.Index < Joined.To;
  return Started.From == IndexRange::Unknown || Joined.Bound != Started.Bound ||
         (Joined.From <= Started.From && Started.To <= Joined.To);
}

/// The places that a loop over \p Joined comes to: what the pointer on the way
/// may lead to, and where nobody knows that, such a part of any object.
std::vector<Place> Walker::allJoined(const Place &Joined) const {
  std::vector<Place> Found{Joined};
  if (Joined.Base != Place::Root::Variable || !leadsThroughPointer(Joined))
    return Found;
  std::vector<Place> Targets = Pointers.targets(Joined);
  if (Targets.empty())
    Targets.push_back(
        {Place::Root::Receiver,
         {},
         0,
         {Joined.Path.begin() + lastPointer(Joined), Joined.Path.end()}});
  Found.insert(Found.end(), Targets.begin(), Targets.end());
  return Found;
}

bool Walker::mayEnd(const Place &Handle, const facts::Join &J,
                    const Thread &T) {
  const bool Every = J.Every;
  // One join of a handle that several threads went through ends only the last.
  const bool Single = !T.Repeated;
  std::vector<Place> AllJoined{Handle};
  std::vector<PlaceId> Kept = T.Handles;
  if (Every) {
    AllJoined = allJoined(Handle);
    for (PlaceId Id : T.Handles)
      for (const Place &Target : Pointers.targets(Out.Places[Id]))
        Kept.push_back(Out.Places.id(Target));
  }
  for (size_t I = Every ? 0 : T.FirstName; I < Kept.size() && Kept.size() < 32;
       ++I) {
    const Place Here = Out.Places[Kept[I]];
    auto Joined = llvm::find_if(AllJoined, [&](const Place &P) {
      return mayJoin(P, Here, Every, Single);
    });
    if (Joined != AllJoined.end())
      return mayCover(J.Range, T.Range, Here) &&
             (Every || Single || !Joined->Path.empty());
    for (auto [From, To] : Handovers)
      if (mayJoin(Out.Places[From], Here, true, true) &&
          std::find(Kept.begin(), Kept.end(), To) == Kept.end())
        Kept.push_back(To);
  }
  return false;
}

/// What is made on first use under a lock is made once, before whoever asked for
/// it under the lock gets it: as if that were what guards a once flag.
void Walker::makeOnce(Frame &At, const facts::Join &J, ThreadState &State) {
  const bool Alone = llvm::any_of(
      State.Held, [](const HeldLock &H) { return !H.Shared; });
  if (!Alone)
    return;
  // The mark's bookkeeping, which no access is to.
  const PlaceId Flag = Out.Places.id(
      {Place::Root::Variable, J.Mark, 0, {{PathStep::Kind::Header, {}, 0}}});
  if (J.Use == facts::FirstUse::Asks) {
    State.Waited.insert(Flag);
  } else if (J.Use == facts::FirstUse::Makes) {
    State.Held.insert({Flag});
    State.Signalled.insert(Flag);
    Out.Threads[At.Now.Thread].Signals.insert(Flag);
    Out.Made.insert(Flag);
  }
}

/// As long as something is not made, no thread runs but those that ran when main
/// first came to make it, or unmade it. Under-approximates races: others may
/// have been started meanwhile.
void Walker::useFirst(Frame &At, const facts::Join &J, ThreadState &State) {
  makeOnce(At, J, State);
  if (At.Now.Thread != CallersThread || J.Use == facts::FirstUse::Asks)
    return;
  auto Known = LiveUnmade.find(J.Mark);
  if (Known == LiveUnmade.end()) {
    if (J.Use != facts::FirstUse::Tests)
      LiveUnmade[J.Mark] = State.Live;
  } else if (J.Use == facts::FirstUse::Unmakes) {
    Known->second.unite(State.Live);
  } else {
    State.Live.intersect(Known->second);
  }
}

void Walker::join(Frame &At, const facts::Join &J, ThreadState &State) {
  if (J.Use != facts::FirstUse::None)
    return useFirst(At, J, State);
  PlaceId Handle = resolve(At, J.Handle);
  if (!Handle)
    return;
  OrderedSet<ThreadId> Ended;
  for (ThreadId Id : State.Live)
    if (mayEnd(Out.Places[Handle], J, Out.Threads[Id]))
      Ended.insert(Id);
  State.Live.eraseIf([&](ThreadId Id) { return Ended.contains(Id); });
  for (ThreadId Id : Ended)
    State.Live.unite(Out.Threads[Id].Outlives);
}

ThreadId Walker::threadFor(Frame &At, const facts::Spawn &S, uint32_t Key,
                           EntityId Runs, std::vector<PlaceId> Handles,
                           OrderedSet<EntityId> Handed) {
  auto [It, New] = ThreadIds.try_emplace(
      {At.Now.Function, Executable, Key, Runs, Handles, Handed},
      Out.Threads.size());
  if (New) {
    Thread T;
    T.Where = S.Where;
    T.Starter = At.F.Id;
    T.Runs = Runs;
    T.By = S.By;
    T.Many = S.Count == facts::ThreadCount::Many;
    T.Handles = std::move(Handles);
    T.StartedIn = At.Visit;
    T.Range = S.Range;
    T.Handed = std::move(Handed);
    Out.Threads.push_back(std::move(T));
  }
  return It->second;
}

/// Is the function one that a caller from outside hands over? It is none of the
/// program's then.
bool Walker::mustComeFromOutside(const Frame &At, const facts::Spawn &S) {
  auto HasGiven = [](llvm::ArrayRef<facts::CallableRef> Callables) {
    return llvm::any_of(Callables, [](auto &Ref) { return Ref.Parameter >= 0; });
  };
  auto PassesOn = [&](const facts::PointerStore *Store) {
    return Store->Into.Base == Place::Root::Variable &&
           Store->Into.Variable == S.Pointer.Variable &&
           !Shared.contains(S.Pointer.Variable) && HasGiven(Store->Callables);
  };
  if (!HasGiven(S.What) && !llvm::any_of(storesIn(At.F.Id), PassesOn))
    return false;
  const Visit &Start = Out.Visits[Out.startOf(At.Visit)];
  return Start.Thread == CallersThread && !P.functions()[Start.Function].IsMain;
}

void Walker::spawn(Frame &At, uint32_t Index, ThreadState &State) {
  const facts::Spawn &S = At.F.Spawns[Index];
  for (const facts::CallableRef &Ref : S.What)
    if (Ref.Function)
      rememberClosures(At, Ref.Function);
  auto Begin = [&](EntityId Target) {
    if (S.OnLoop)
      enqueue(At, S, Index, Target, State);
    else
      start(At, S, Index, Target, State);
  };
  if (!S.OnLoop && S.Loop.known())
    return startLoop(At, S, Index, State);
  std::vector<EntityId> Targets = At.Now.Bound.resolve(S.What);
  if (Targets.empty() && (S.Pointer.known() || S.Signature) &&
      !mustComeFromOutside(At, S))
    Targets = heldFunctions(At, S.Pointer, S.Signature);
  for (EntityId Target : Targets) {
    Begin(Target);
    for (EntityId Below : P.overriders(Target))
      Begin(Below);
  }
}

/// A wrapper that starts one function of its own for all: which functions was
/// it given in this call?
static OrderedSet<EntityId> handedBy(const Bindings &Bound,
                                     const facts::Spawn &S) {
  OrderedSet<EntityId> Handed;
  if (llvm::all_of(S.What, [](auto &Ref) { return bool(Ref.Function); }))
    for (const auto &[Index, Given] : Bound.Parameters)
      for (EntityId Id : Given.Callables)
        Handed.insert(Id);
  return Handed;
}

llvm::ArrayRef<const facts::PointerStore *> Walker::storesIn(EntityId F) {
  if (StoresIn.empty())
    for (const facts::PointerStore &S : P.facts().PointerStores)
      StoresIn[S.In].push_back(&S);
  return StoresIn[F];
}

/// Is it a variable that a function declares, or what that returns?
static bool isLocal(const Program &P, const Place &Handle) {
  return Handle.Base == Place::Root::Variable &&
         llvm::StringRef(P.facts().entity(Handle.Variable).Usr).contains("@F@");
}

/// Adds to the handles of a thread that a wrapper starts what its caller keeps
/// them in: what the call's result goes to, or what stores where the wrapper
/// keeps them.
void Walker::addNames(const Frame &At, std::vector<PlaceId> &Handles,
                      bool ByPointer) {
  const int Caller = Out.Visits[At.Visit].Parent;
  if (Caller < 0)
    return;
  const Place Returned{
      Place::Root::Variable, At.F.Id, 0, {{PathStep::Kind::Pointee, {}, 0}}};
  const std::vector<PlaceId> Own = Handles;
  const facts::Function &From = P.functions()[Out.Visits[Caller].Function];
  for (const facts::Handover &H : From.Handovers)
    if (H.Where == Out.Visits[At.Visit].CalledAt && H.From.Path.empty() &&
        H.From.Variable == At.F.Id && H.To.Base == Place::Root::Variable)
      Handles.push_back(Out.Places.id(H.To));
  if (!ByPointer)
    return;
  for (const facts::PointerStore *S : storesIn(From.Id))
    for (PlaceId Id : Own) {
      const Place Handle = Out.Places[Id];
      const size_t Pointer = lastPointer(Handle);
      Place Block = Handle, Name = S->Into;
      Block.Path.resize(Pointer);
      if (Name.Base != Place::Root::Variable || !Pointer ||
          !(S->Object == Returned || S->Object == Block))
        continue;
      Name.Path.push_back({PathStep::Kind::Pointee, {}, 0});
      Name.Path.insert(Name.Path.end(), Handle.Path.begin() + Pointer,
                       Handle.Path.end());
      Handles.push_back(Out.Places.id(Name));
    }
}

/// Several threads from one place, or one that several threads start.
void Walker::noteStart(const facts::Spawn &S, ThreadId Id, ThreadId Parent,
                       const ThreadState &State) {
  Thread &T = Out.Threads[Id];
  // The turns of a loop start one entry each, unless that is there twice.
  const bool OnceALoop =
      S.EachOnce && llvm::count_if(S.What, [&](const facts::CallableRef &Ref) {
                      return Ref.Function == T.Runs;
                    }) < 2;
  T.Repeated |= State.Live.contains(Id) && !OnceALoop;
  T.Many |= T.Repeated || Id == Parent ||
            (Out.Threads[Parent].Many && !S.OnceInTeam);
  for (ThreadId Other : T.Parents)
    T.Many |= Other != CallersThread && Other != Parent &&
              State.Live.contains(Other);
  OrderedSet<PlaceId> Held;
  for (const HeldLock &H : State.Held) {
    if (Onces.contains(H.Lock))
      T.StartedOnce.insert(H.Lock);
    if (!H.Shared && !Ambiguous.contains(H.Lock))
      Held.insert(H.Lock);
  }
  if (T.Parents.empty())
    T.Under = std::move(Held);
  else
    T.Under.intersect(Held);
  T.Parents.insert(Parent);
}

void Walker::start(Frame &At, const facts::Spawn &S, uint32_t Key,
                   EntityId Runs, ThreadState &State) {
  std::optional<unsigned> Body = P.indexOf(Runs);
  if (!Body)
    return;
  std::vector<PlaceId> Handles;
  for (const Place &H : S.Handles)
    if (PlaceId Id = resolve(At, H))
      Handles.push_back(Id);
  const ThreadId Parent = At.Now.Thread;
  OrderedSet<EntityId> Handed = handedBy(At.Now.Bound, S);
  const size_t OfWrapper = Handles.size();
  const bool OwnOnly = llvm::all_of(Handles, [&](PlaceId Id) {
    return isLocal(P, Out.Places[Id]);
  });
  addNames(At, Handles, !Handed.empty());
  const bool Named =
      Handles.size() > OfWrapper && (OwnOnly || !Handed.empty());
  ThreadId Id =
      threadFor(At, S, Key, Runs, std::move(Handles), std::move(Handed));
  Out.Threads[Id].FirstName = Named ? OfWrapper : 0;
  noteStart(S, Id, Parent, State);
  // Each thread of a loop is given an element of its own.
  auto Own = [&](PlaceId Id) {
    Place Given = Out.Places[Id];
    for (PathStep &S : Given.Path)
      if (S.What == PathStep::Kind::AnyIndex)
        S = {PathStep::Kind::OwnIndex, {}, 0};
    return Out.Places.id(Given);
  };
  ThreadState Entry;
  Entry.Live = State.Live;
  Entry.Waited = State.Waited;
  // What runs on one strand never meets: as if each held it.
  if (PlaceId Serial = resolve(At, S.Serial))
    Entry.Held.insert({Serial});
  Bindings Bound = bind(At, S.Arguments, S.Modes, *Body, {});
  Bound.Receiver = Own(Bound.Receiver);
  for (auto &[Index, Given] : Bound.Parameters)
    Given.Object = Own(Given.Object);
  std::optional<ThreadState> Exit =
      walk(*Body, Id, std::move(Bound), Entry, -1, S.Where);
  Thread &T = Out.Threads[Id];
  if (Exit)
    for (ThreadId Left : Exit->Live)
      if (!Entry.Live.contains(Left) && Left != Id)
        T.Outlives.insert(Left);
  if (Parent != CallersThread) {
    Out.Threads[Parent].Starts.insert(Id);
    Out.Threads[Parent].Starts.unite(T.Starts);
  }
  if (S.OverlapsCaller)
    State.Live.insert(Id);
  else
    State.Live.unite(T.Outlives);
}

} // namespace cohazard::program
