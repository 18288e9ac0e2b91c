//===----------------------------------------------------------------------===//
// What holds at one point of one thread? Which threads may be running, which
// locks must be held, which signals were given and waited for.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_PROGRAM_THREADSTATE_H
#define COHAZARD_PROGRAM_THREADSTATE_H

#include "program/Places.h"
#include <algorithm>

namespace cohazard::program {

/// A small ordered set.
template <typename T> class OrderedSet {
public:
  bool contains(const T &X) const {
    return std::binary_search(Items.begin(), Items.end(), X);
  }
  bool insert(const T &X) {
    auto At = std::lower_bound(Items.begin(), Items.end(), X);
    if (At != Items.end() && *At == X)
      return false;
    Items.insert(At, X);
    return true;
  }
  void erase(const T &X) {
    auto At = std::lower_bound(Items.begin(), Items.end(), X);
    if (At != Items.end() && *At == X)
      Items.erase(At);
  }
  template <typename P> void eraseIf(P Predicate) {
    std::erase_if(Items, Predicate);
  }
  void unite(const OrderedSet &Other) {
    for (const T &X : Other.Items)
      insert(X);
  }
  void intersect(const OrderedSet &Other) {
    std::erase_if(Items, [&](const T &X) { return !Other.contains(X); });
  }
  auto begin() const { return Items.begin(); }
  auto end() const { return Items.end(); }
  bool empty() const { return Items.empty(); }
  size_t size() const { return Items.size(); }
  friend bool operator==(const OrderedSet &A, const OrderedSet &B) {
    return A.Items == B.Items;
  }
  friend auto operator<=>(const OrderedSet &A, const OrderedSet &B) {
    return A.Items <=> B.Items;
  }

private:
  std::vector<T> Items;
};

/// A started thread, or several from one place: index into the walk's threads.
using ThreadId = uint32_t;

/// How often a lock is counted to be held; recursion has no end.
inline constexpr uint8_t MostTimes = 3;

struct HeldLock {
  PlaceId Lock = 0;
  bool Shared = false;
  uint8_t Times = 1; ///< how often, for recursive locks
  friend bool operator==(const HeldLock &, const HeldLock &) = default;
  friend auto operator<=>(const HeldLock &, const HeldLock &) = default;
};

struct ThreadState {
  OrderedSet<ThreadId> Live;     ///< may be running
  OrderedSet<HeldLock> Held;     ///< must be held
  OrderedSet<PlaceId> Signalled; ///< may have been signalled by this thread
  OrderedSet<PlaceId> Waited;    ///< must have been waited for
  OrderedSet<ThreadId> Pending;  ///< work that this thread gave an event loop

  /// Where two paths meet.
  void meet(const ThreadState &Other) {
    Live.unite(Other.Live);
    Held.intersect(Other.Held);
    Signalled.unite(Other.Signalled);
    Waited.intersect(Other.Waited);
    Pending.unite(Other.Pending);
  }
  friend bool operator==(const ThreadState &, const ThreadState &) = default;
  friend auto operator<=>(const ThreadState &, const ThreadState &) = default;
};

} // namespace cohazard::program

#endif
