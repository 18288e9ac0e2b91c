//===----------------------------------------------------------------------===//
// What holds at one point of one thread? Which threads may be running, which
// locks must be held, which signals were given and waited for.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_PROGRAM_THREADSTATE_H
#define COHAZARD_PROGRAM_THREADSTATE_H

#include "program/Places.h"
#include <algorithm>
#include <compare>
#include <memory>

namespace cohazard::program {

/// An ordered set. Copies share their items until one of them changes: a state is
/// kept for each situation, and most have the sets of the one before.
template <typename T> class OrderedSet {
  using Vector = std::vector<T>;

public:
  bool contains(const T &X) const {
    return std::binary_search(begin(), end(), X);
  }
  // By value: it may be one of the items.
  bool insert(T X) {
    if (contains(X))
      return false;
    Vector &Mine = own(size() + 1);
    Mine.insert(std::upper_bound(Mine.begin(), Mine.end(), X), X);
    return true;
  }
  void erase(T X) {
    eraseIf([&](const T &Y) { return Y == X; });
  }
  template <typename P> void eraseIf(P Predicate) {
    if (std::any_of(begin(), end(), Predicate))
      std::erase_if(own(size()), Predicate);
  }
  void unite(const OrderedSet &Other) {
    if (Other.empty() || Items == Other.Items)
      return;
    if (std::includes(Other.begin(), Other.end(), begin(), end())) {
      Items = Other.Items;
      return;
    }
    if (std::includes(begin(), end(), Other.begin(), Other.end()))
      return;
    auto Both = std::make_shared<Vector>();
    Both->reserve(size() + Other.size());
    std::set_union(begin(), end(), Other.begin(), Other.end(),
                   std::back_inserter(*Both));
    Items = std::move(Both);
  }
  void intersect(const OrderedSet &Other) {
    if (Items != Other.Items)
      eraseIf([&](const T &X) { return !Other.contains(X); });
  }
  const T *begin() const { return Items ? Items->data() : nullptr; }
  const T *end() const { return begin() + size(); }
  bool empty() const { return size() == 0; }
  size_t size() const { return Items ? Items->size() : 0; }
  friend bool operator==(const OrderedSet &A, const OrderedSet &B) {
    return A.Items == B.Items || (A.size() == B.size() &&
                                  std::equal(A.begin(), A.end(), B.begin()));
  }
  /// Of sets of one size by their items: any order will do.
  friend std::strong_ordering operator<=>(const OrderedSet &A,
                                          const OrderedSet &B) {
    if (A.Items == B.Items)
      return std::strong_ordering::equal;
    if (A.size() != B.size())
      return A.size() <=> B.size();
    return std::lexicographical_compare_three_way(A.begin(), A.end(), B.begin(),
                                                  B.end());
  }

private:
  /// The items, shared with nobody and with room for \p Size.
  Vector &own(size_t Size) {
    if (!Items || Items.use_count() > 1) {
      auto Mine = std::make_shared<Vector>();
      Mine->reserve(Size);
      Mine->assign(begin(), end());
      Items = std::move(Mine);
    }
    return *Items;
  }

  std::shared_ptr<Vector> Items; ///< null if it never had any
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
    if (Held != Other.Held)
      keepHeldInBoth(Other.Held);
    Signalled.unite(Other.Signalled);
    Waited.intersect(Other.Waited);
    Pending.unite(Other.Pending);
  }
  /// As often, and as exclusively, as the weaker of two paths.
  void keepHeldInBoth(const OrderedSet<HeldLock> &Other) {
    OrderedSet<HeldLock> Both;
    for (const HeldLock &A : Held)
      for (const HeldLock &B : Other)
        if (A.Lock == B.Lock)
          Both.insert({A.Lock, A.Shared || B.Shared, std::min(A.Times, B.Times)});
    Held = std::move(Both);
  }
  friend bool operator==(const ThreadState &, const ThreadState &) = default;
  friend auto operator<=>(const ThreadState &, const ThreadState &) = default;
};

} // namespace cohazard::program

#endif
