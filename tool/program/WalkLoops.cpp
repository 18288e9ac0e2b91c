// Event loops on the walk. What is handed to a loop runs where the loop is run,
// in the state of the thread that runs it: after what that thread did before,
// beside whatever else is running then.

#include "program/Walker.h"

namespace cohazard::program {

/// Several instances may be waiting or, where several threads run the loop,
/// running; and so of all that they hand on.
void Walker::markMany(ThreadId Id) {
  if (std::exchange(Out.Threads[Id].Many, true))
    return;
  for (ThreadId Next : HandsOn[Id])
    if (Next != Id)
      markMany(Next);
}

/// Work that hands itself to the loop again goes on alone; all else that it
/// hands on then piles up.
void Walker::enqueue(Frame &At, const facts::Spawn &S, uint32_t Key,
                     EntityId Runs, ThreadState &State) {
  std::optional<unsigned> Body = P.indexOf(Runs);
  if (!Body)
    return;
  const ThreadId Parent = At.Now.Thread;
  const ThreadId Id = threadFor(At, S, Key, Runs, {});
  Out.Threads[Id].OnLoop = true;
  if (Out.Threads[Parent].OnLoop)
    HandsOn[Parent].insert(Id);
  if (Id == Parent) {
    for (ThreadId Next : OrderedSet<ThreadId>(HandsOn[Id]))
      if (Next != Id)
        markMany(Next);
    return;
  }
  const bool Repeats =
      Out.Threads[Parent].OnLoop && HandsOn[Parent].contains(Parent);
  if (Repeats || Out.Threads[Parent].Many || State.Pending.contains(Id))
    markMany(Id);
  State.Pending.insert(Id);
  LoopWork Work{Id, *Body, bind(At, S.Arguments, S.Modes, *Body, {}),
                resolve(At, S.Loop), resolve(At, S.Serial)};
  for (size_t I = 0; I < Turns.size(); ++I)
    runWork(LoopTurn(Turns[I]), Work);
  Works.push_back(std::move(Work));
}

void Walker::runLoop(Frame &At, PlaceId Loop, Site Where,
                     const ThreadState &State) {
  LoopTurn Turn{At.Now.Thread, State, Loop, Where};
  Turns.push_back(Turn);
  for (size_t I = 0; I < Works.size(); ++I)
    runWork(Turn, LoopWork(Works[I]));
}

/// A thread whose whole body is the loop's own `run`.
void Walker::startLoop(Frame &At, const facts::Spawn &S, uint32_t Key,
                       ThreadState &State) {
  std::vector<PlaceId> Handles;
  for (const Place &H : S.Handles)
    if (PlaceId Id = resolve(At, H))
      Handles.push_back(Id);
  const ThreadId Id = threadFor(At, S, Key, {}, std::move(Handles));
  noteStart(S, Id, At.Now.Thread, State);
  LoopTurn Turn{Id, {}, resolve(At, S.Loop), S.Where};
  Turn.State.Live = State.Live;
  Turn.State.Waited = State.Waited;
  Turns.push_back(Turn);
  for (size_t I = 0; I < Works.size(); ++I)
    runWork(Turn, LoopWork(Works[I]));
  State.Live.insert(Id);
}

void Walker::runWork(const LoopTurn &Turn, const LoopWork &Work) {
  // Work for a loop that is not known runs where there is only one.
  auto IsOther = [&](const LoopTurn &T) {
    return T.Loop && Turn.Loop &&
           !mayBeSameLock(Out.Places[T.Loop], Out.Places[Turn.Loop]);
  };
  const bool Here =
      Work.Loop && Turn.Loop
          ? mayBeSameLock(Out.Places[Work.Loop], Out.Places[Turn.Loop])
          : std::none_of(Turns.begin(), Turns.end(), IsOther);
  if (!Here)
    return;
  ThreadState Entry = Turn.State;
  Entry.Held = {};
  Entry.Pending = {};
  if (Work.Serial)
    Entry.Held.insert({Work.Serial});
  const ThreadId Runner = Turn.Runner;
  if (Runner != CallersThread) {
    if (Out.Threads[Runner].Many)
      Entry.Live.insert(Runner);
    Out.Threads[Runner].Starts.insert(Work.Id);
  }
  Out.Threads[Work.Id].LoopRunAt = Turn.Where;
  walk(Work.Body, Work.Id, Work.Bound, Entry, -1, Turn.Where);
  if (Runner != CallersThread) {
    OrderedSet<ThreadId> Below = Out.Threads[Work.Id].Starts;
    Out.Threads[Runner].Starts.unite(Below);
  }
}

} // namespace cohazard::program
