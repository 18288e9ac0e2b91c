//===----------------------------------------------------------------------===//
// Which threads run which accesses, and what holds there? Walks the program as
// it runs: main, the functions that anyone outside may call, and every thread
// where it is started. A function is walked once for each distinct situation
// it is called in: thread, arguments, running threads, held locks.
//
// Why not summaries per function: what matters of a situation is small (a few
// threads, a lock or two), and helpers that are called both before a thread is
// started and under a lock afterwards must not mix the two.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_PROGRAM_THREADWALK_H
#define COHAZARD_PROGRAM_THREADWALK_H

#include "program/Program.h"
#include "program/ThreadState.h"

namespace cohazard::program {

/// The caller's own thread: main, and whoever calls into the program.
inline constexpr ThreadId CallersThread = 0;

/// A function in one situation, and how it was reached.
struct Visit {
  unsigned Function = 0; ///< index into Program::functions()
  ThreadId Thread = CallersThread;
  int Parent = -1; ///< the visit that called it, on a short way from the start
  Site CalledAt;
  unsigned Depth = 0; ///< at most so many calls are on that way
  /// Nobody in the program calls it: it is taken to be called while threads
  /// run that other such functions left running.
  bool FromOutside = false;
  /// The thread is one of several that a wrapper starts, each with a function
  /// of its own, and nobody knows whether this is the one.
  bool Guessed = false;
};

using facts::IndexRange;

struct Thread {
  Site Where;
  EntityId Starter; ///< the function that starts it
  EntityId Runs;    ///< the function that it runs
  std::string By;
  bool Many = false;
  /// Several were started before any was joined.
  bool Repeated = false;
  std::vector<PlaceId> Handles;
  /// From here on `Handles` are what the callers of a wrapper keep; only these
  /// tell its threads apart.
  size_t FirstName = 0;
  /// Work that waits on an event loop: it runs on the threads that run the
  /// loop, and beside itself only where several do.
  bool OnLoop = false;
  Site LoopRunAt;                ///< where one of these threads runs the loop
  OrderedSet<ThreadId> Parents;  ///< threads that start it
  OrderedSet<ThreadId> Starts;   ///< threads it starts, directly or not
  OrderedSet<ThreadId> Outlives; ///< of these, those it does not join
  OrderedSet<PlaceId> Signals;   ///< what it ever signals
  /// The flags of what runs once under which it is started.
  OrderedSet<PlaceId> StartedOnce;
  /// Locks that its starter holds from its start until it has joined it.
  OrderedSet<PlaceId> Under;
  IndexRange Range;              ///< of its handles
  /// The functions that its starter was given: where it calls one through a
  /// pointer, and may call others as well, it is one of these.
  OrderedSet<EntityId> Handed;
  int StartedIn = -1;            ///< the visit
};

/// One access in one situation.
struct Reached {
  const facts::Access *What;
  PlaceId Where;
  int In; ///< the visit
  ThreadId Thread;
  ThreadState State;
};

struct ThreadFacts {
  PlaceTable Places;
  std::vector<Thread> Threads{{}}; ///< element 0 is the caller's thread
  std::vector<Visit> Visits;
  std::vector<Reached> Accesses;

  /// The visit that the way to \p In begins with: main, a thread's function, or
  /// what someone outside calls.
  int startOf(int In) const {
    while (Visits[In].Parent >= 0)
      In = Visits[In].Parent;
    return In;
  }
  /// What stands for something that is made on first use under a lock: held
  /// while it is made, waited for by whoever asks for it under the lock.
  OrderedSet<PlaceId> Made;
};

/// What a project's settings add to the models.
struct ThreadKnowledge {
  /// Functions that run a callable argument on another thread.
  std::vector<std::string> Spawners;
  /// Functions that take a lock and those that give it back: their first
  /// argument or their object, else one lock for each pair.
  std::vector<std::pair<std::string, std::string>> Locks;
};

/// Not safe to call from several threads for one program, which keeps what was
/// found without \p Extra.
std::shared_ptr<const ThreadFacts> walkThreads(const Program &P,
                                               const ThreadKnowledge &Extra);

} // namespace cohazard::program

#endif
