#include "program/Situations.h"
#include "program/ThreadWalk.h"
#include "llvm/ADT/STLExtras.h"

namespace cohazard::program {

// Bounds on how often a function is walked for one thread, with the same objects
// and beside the same threads. Measured on memcached, stunnel and nng: more say
// nothing new of the accesses, but are most of the time.
static constexpr size_t MostLocksHeld = 24, MostStates = 4;

/// While no thread runs no access races: it only counts what is held and started
/// afterwards.
static bool mustBeAlone(const Situation &Now) {
  return Now.Thread == CallersThread && Now.Entry.Live.empty();
}

template <typename T>
static OrderedSet<T> changedAs(OrderedSet<T> Now, const OrderedSet<T> &Before,
                               const OrderedSet<T> &After) {
  if (Before == After)
    return Now;
  Now.eraseIf([&](const T &X) {
    return Before.contains(X) && !After.contains(X);
  });
  for (const T &X : After)
    if (!Before.contains(X))
      Now.insert(X);
  return Now;
}

/// What \p Entry becomes where \p Before became \p After.
static ThreadState changedAs(ThreadState Entry, const ThreadState &Before,
                             const ThreadState &After) {
  Entry.Live = changedAs(Entry.Live, Before.Live, After.Live);
  Entry.Held = changedAs(Entry.Held, Before.Held, After.Held);
  Entry.Signalled =
      changedAs(Entry.Signalled, Before.Signalled, After.Signalled);
  Entry.Waited = changedAs(Entry.Waited, Before.Waited, After.Waited);
  Entry.Pending = changedAs(Entry.Pending, Before.Pending, After.Pending);
  return Entry;
}

std::optional<Situations::Outcome>
Situations::find(const Situation &Now) const {
  auto OfFunction = Known.find(Now.Function);
  if (OfFunction == Known.end())
    return std::nullopt;
  auto Same = OfFunction->second.find(
      Key(Now.Executable, Now.Thread, Now.Bound, Now.Entry.Live));
  if (Same == OfFunction->second.end())
    return std::nullopt;
  const ByLocks &All = Same->second;
  auto SameLocks = All.find(Now.Entry.Held);
  if (SameLocks != All.end())
    if (auto Exact = SameLocks->second.find(Now.Entry);
        Exact != SameLocks->second.end())
      return Exact->second.second;
  const ByState *Like = nullptr;
  if (SameLocks != All.end() && SameLocks->second.size() >= (mustBeAlone(Now) ? 1 : MostStates))
    Like = &SameLocks->second;
  else if (SameLocks == All.end() && All.size() >= (mustBeAlone(Now) ? 1 : MostLocksHeld))
    Like = &All.begin()->second;
  if (!Like)
    return std::nullopt;
  for (const auto &[State, Walked] : *Like)
    if (const auto &[Before, Result] = Walked; Result.Known)
      return Outcome{-1, true,
                     Result.Exit ? std::optional(changedAs(
                                       Now.Entry, Before.Entry, *Result.Exit))
                                 : std::nullopt};
  return Outcome{-1, true, Now.Entry};
}

Situations::Entry Situations::add(Situation Now) {
  ByState &Like =
      Known[Now.Function][Key(Now.Executable, Now.Thread, Now.Bound,
                              Now.Entry.Live)][Now.Entry.Held];
  auto &[Kept, Result] =
      Like.try_emplace(Now.Entry, std::move(Now), Outcome()).first->second;
  return {Kept, Result};
}

} // namespace cohazard::program
