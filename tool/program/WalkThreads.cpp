// Starting and joining threads on the walk.

#include "program/Walker.h"

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

bool Walker::mayEnd(const Place &Joined, const facts::Join &J,
                    const Thread &T) const {
  const bool Every = J.Every;
  // One join of a handle that several threads went through ends only the last.
  const bool Single = !T.Repeated;
  std::vector<PlaceId> Kept = T.Handles;
  for (size_t I = 0; I < Kept.size() && Kept.size() < 32; ++I) {
    const Place &Here = Out.Places[Kept[I]];
    if (mayJoin(Joined, Here, Every, Single))
      return mayCover(J.Range, T.Range, Here) &&
             (Every || Single || !Joined.Path.empty());
    for (auto [From, To] : Handovers)
      if (mayJoin(Out.Places[From], Here, true, true) &&
          std::find(Kept.begin(), Kept.end(), To) == Kept.end())
        Kept.push_back(To);
  }
  return false;
}

void Walker::join(Frame &At, const facts::Join &J, ThreadState &State) {
  // Only the first to come gets here.
  if (!J.Handle.known()) {
    if (At.Now.Thread == CallersThread)
      State.Live.intersect(
          FirstLive.try_emplace(&J, State.Live).first->second);
    return;
  }
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
                           EntityId Runs, std::vector<PlaceId> Handles) {
  auto [It, New] = ThreadIds.try_emplace({At.Now.Function, Key, Runs, Handles},
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
    Out.Threads.push_back(std::move(T));
  }
  return It->second;
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
  if (Targets.empty() && (S.Pointer.known() || S.Signature))
    Targets = heldFunctions(At, S.Pointer, S.Signature);
  for (EntityId Target : Targets) {
    Begin(Target);
    for (EntityId Below : P.overriders(Target))
      Begin(Below);
  }
}

/// Several threads from one place, or one that several threads start.
void Walker::noteStart(const facts::Spawn &S, ThreadId Id, ThreadId Parent,
                       const ThreadState &State) {
  Thread &T = Out.Threads[Id];
  T.Repeated |= State.Live.contains(Id) && !S.EachOnce;
  T.Many |= T.Repeated || Id == Parent ||
            (Out.Threads[Parent].Many && !S.OnceInTeam);
  for (ThreadId Other : T.Parents)
    T.Many |= Other != CallersThread && Other != Parent &&
              State.Live.contains(Other);
  OrderedSet<PlaceId> Held;
  for (const HeldLock &H : State.Held)
    if (!H.Shared && !Ambiguous.contains(H.Lock))
      Held.insert(H.Lock);
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
  ThreadId Id = threadFor(At, S, Key, Runs, std::move(Handles));
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
  Bindings Bound = bind(At, S.Arguments, P.functions()[*Body]);
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
