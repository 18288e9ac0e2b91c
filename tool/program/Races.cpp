#include "program/Races.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/STLExtras.h"
#include <map>
#include <set>

namespace cohazard::program {

/// May the thread be running, given that those of \p Live may be? A thread
/// that runs may have started others.
static bool mayRun(const ThreadFacts &Threads, const OrderedSet<ThreadId> &Live,
                   ThreadId Id) {
  if (Live.contains(Id))
    return true;
  for (ThreadId Other : Live)
    if (Threads.Threads[Other].Starts.contains(Id))
      return true;
  return false;
}

/// Does \p A happen where \p B's thread is about to be started, once?
static bool mustStartLater(const ThreadFacts &Threads, const Reached &A,
                           const Reached &B) {
  return !A.State.Live.contains(B.Thread) &&
         llvm::any_of(A.State.Held, [&](const HeldLock &H) {
           return Threads.Threads[B.Thread].StartedOnce.contains(H.Lock);
         });
}

static bool mayOverlapInTime(const ThreadFacts &Threads, const Reached &A,
                             const Reached &B) {
  if (mustStartLater(Threads, A, B) || mustStartLater(Threads, B, A))
    return false;
  if (A.Thread == B.Thread) {
    const Thread &T = Threads.Threads[A.Thread];
    return A.Thread != CallersThread && T.Many &&
           (!T.OnLoop || mayRun(Threads, A.State.Live, A.Thread) ||
            mayRun(Threads, B.State.Live, A.Thread));
  }
  return (B.Thread != CallersThread &&
          mayRun(Threads, A.State.Live, B.Thread)) ||
         (A.Thread != CallersThread && mayRun(Threads, B.State.Live, A.Thread));
}

/// Does the starter of \p A's thread hold a lock while it runs that \p B's
/// thread has taken by itself? Not the starter's own accesses, and not those
/// of other threads that it has started under the lock.
static bool mustRunUnder(const ThreadFacts &Threads, const Reached &A,
                         const Reached &B) {
  const Thread &T = Threads.Threads[A.Thread];
  if (A.Thread == CallersThread || T.Parents.contains(B.Thread) ||
      A.Thread == B.Thread)
    return false;
  for (const HeldLock &H : B.State.Held)
    if (T.Under.contains(H.Lock))
      return true;
  return false;
}

static bool mustExclude(const ThreadFacts &Threads, const Reached &A,
                        const Reached &B) {
  if (mustRunUnder(Threads, A, B) || mustRunUnder(Threads, B, A))
    return true;
  const Place &DataA = Threads.Places[A.Where];
  const Place &DataB = Threads.Places[B.Where];
  for (const HeldLock &HeldA : A.State.Held)
    for (const HeldLock &HeldB : B.State.Held) {
      if (HeldA.Shared && HeldB.Shared)
        continue;
      const Place &LockA = Threads.Places[HeldA.Lock];
      const Place &LockB = Threads.Places[HeldB.Lock];
      if (mayBeSameLock(LockA, LockB) &&
          mayProtect(LockA, DataA, LockB, DataB))
        return true;
    }
  return false;
}

/// Is one finished before a signal that the other has waited for?
static bool mustBeOrdered(const ThreadFacts &Threads, const Reached &A,
                          const Reached &B) {
  auto Before = [&](const Reached &First, const Reached &Second) {
    const auto &Given = Threads.Threads[First.Thread].Signals;
    for (PlaceId Signal : Second.State.Waited) {
      // What runs once has run before the first to come back was told so,
      // however often the flag is asked again.
      const bool Once = First.State.Held.contains({Signal}) &&
                        First.State.Signalled.contains(Signal);
      if (Threads.Made.contains(Signal)) {
        if (Once)
          return true;
        continue;
      }
      if (!Given.contains(Signal) ||
          (!Once && (First.State.Signalled.contains(Signal) ||
                     First.State.Waited.contains(Signal))))
        continue;
      // Among several threads from one place only a barrier orders: everyone
      // signals it before anyone gets past it.
      if (A.Thread != B.Thread || Second.State.Signalled.contains(Signal))
        return true;
    }
    return false;
  };
  return Before(A, B) || Before(B, A);
}

static bool mayRace(const ThreadFacts &Threads, const Reached &A,
                    const Reached &B) {
  if (!A.What->Writes && !B.What->Writes)
    return false;
  if (A.What->Atomic && B.What->Atomic)
    return false;
  if (A.Thread == CallersThread && B.Thread == CallersThread)
    return false;
  if (Threads.Visits[A.In].Guessed || Threads.Visits[B.In].Guessed)
    return false;
  return mayOverlap(Threads.Places[A.Where], Threads.Places[B.Where]) &&
         mayOverlapInTime(Threads, A, B) && !mustExclude(Threads, A, B) &&
         !mustBeOrdered(Threads, A, B);
}

static std::map<EntityId, std::vector<const Reached *>>
byVariable(const ThreadFacts &Threads) {
  std::map<EntityId, std::vector<const Reached *>> Out;
  for (const Reached &R : Threads.Accesses)
    Out[Threads.Places[R.Where].Variable].push_back(&R);
  return Out;
}

/// Which of two findings tells more? A worker's write beats its read, a plain
/// access an atomic one, no lock some lock, then the earlier place, fewer locks,
/// fewer calls on the way.
static auto rank(const ThreadFacts &Threads, const Reached &R) {
  return std::tuple(R.Thread == CallersThread, !R.What->Writes, R.What->Atomic,
                    !R.State.Held.empty(), R.What->Where, R.State.Held.size(),
                    Threads.Visits[R.In].Depth);
}

static bool isBetter(const ThreadFacts &Threads, const Race &A, const Race &B) {
  auto Order = [&](const Race &R) {
    return std::tuple(rank(Threads, *R.Here), R.There == R.Here,
                      R.There->Thread != CallersThread, !R.There->What->Writes,
                      R.There->What->Where, R.There->State.Held.size(),
                      Threads.Visits[R.There->In].Depth);
  };
  return Order(A) < Order(B);
}

/// The accesses of \p Racing that neither end of \p Worst names, one a line of
/// the source.
static void addOthers(Race &Worst, llvm::ArrayRef<const Reached *> Racing) {
  std::set<Site> Told{Worst.Here->What->Where, Worst.There->What->Where};
  for (const Reached *Other : Racing)
    if (Told.insert(Other->What->Where).second)
      Worst.Others.push_back(Other);
}

static std::optional<Race> worstRace(const ThreadFacts &Threads, EntityId Id,
                                     std::vector<const Reached *> Accesses) {
  auto Before = [&](const Reached *A, const Reached *B) {
    return rank(Threads, *A) < rank(Threads, *B);
  };
  // From here the first of a pair is the one to report, and a pair with an
  // earlier first is the better one.
  llvm::stable_sort(Accesses, Before);
  // A read is held against writes only: two reads never race.
  std::vector<size_t> All, Writes;
  for (size_t I = 0; I < Accesses.size(); ++I) {
    All.push_back(I);
    if (Accesses[I]->What->Writes)
      Writes.push_back(I);
  }
  std::optional<Race> Worst;
  llvm::BitVector Racing(Accesses.size());
  for (size_t I = 0; I < Accesses.size(); ++I) {
    const bool Later = Worst && Before(Worst->Here, Accesses[I]);
    const std::vector<size_t> &With = Accesses[I]->What->Writes ? All : Writes;
    for (size_t J : llvm::make_range(llvm::lower_bound(With, I), With.end())) {
      if ((Later && Racing.test(I) && Racing.test(J)) ||
          !mayRace(Threads, *Accesses[I], *Accesses[J]))
        continue;
      Racing.set(I);
      Racing.set(J);
      Race Found{Id, Accesses[I], Accesses[J], {}};
      if (!Worst || (!Later && isBetter(Threads, Found, *Worst)))
        Worst = Found;
    }
  }
  if (!Worst)
    return Worst;
  std::vector<const Reached *> Others;
  for (unsigned I : Racing.set_bits())
    Others.push_back(Accesses[I]);
  llvm::stable_sort(Others, [](const Reached *A, const Reached *B) {
    return A->What->Where < B->What->Where;
  });
  addOthers(*Worst, Others);
  return Worst;
}

std::vector<Race> findRaces(const ThreadFacts &Threads) {
  std::vector<Race> Out;
  for (const auto &[Id, Accesses] : byVariable(Threads))
    if (std::optional<Race> Found = worstRace(Threads, Id, Accesses))
      Out.push_back(*Found);
  return Out;
}

/// Do all accesses hold one lock?
static bool mustShareLock(const ThreadFacts &Threads,
                          llvm::ArrayRef<const Reached *> Accesses) {
  for (const HeldLock &Candidate : Accesses.front()->State.Held) {
    bool All = true;
    for (const Reached *R : Accesses) {
      bool Has = false;
      for (const HeldLock &H : R->State.Held)
        Has |= mayBeSameLock(Threads.Places[H.Lock],
                             Threads.Places[Candidate.Lock]);
      All &= Has;
    }
    if (All)
      return true;
  }
  return false;
}

std::vector<Race> findUnprotected(const ThreadFacts &Threads) {
  std::vector<Race> Out;
  for (const auto &[Id, Accesses] : byVariable(Threads)) {
    if (std::optional<Race> Found = worstRace(Threads, Id, Accesses)) {
      Out.push_back(*Found);
      continue;
    }
    const Reached *Worker = nullptr;
    for (const Reached *R : Accesses)
      if (R->Thread != CallersThread && !R->What->Atomic &&
          (!Worker || rank(Threads, *R) < rank(Threads, *Worker)))
        Worker = R;
    if (Worker && !mustShareLock(Threads, Accesses))
      Out.push_back({Id, Worker, nullptr, {}});
  }
  return Out;
}

} // namespace cohazard::program
