//===----------------------------------------------------------------------===//
// Which locks may a function hold at each of its events? The union over the
// paths that lead there, within one function.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_PROGRAM_HELDLOCKS_H
#define COHAZARD_PROGRAM_HELDLOCKS_H

#include "facts/Facts.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <set>
#include <tuple>

namespace cohazard::program {

/// A lock for this purpose: its variable, or the member it is, in any object.
EntityId lockIdentity(const facts::Place &Lock);

/// A lock that a function may hold.
struct PossibleLock {
  EntityId Lock; ///< as lockIdentity; none: one that the caller has given
  uint32_t Parameter = 0; ///< as in facts::Argument

  friend bool operator<(const PossibleLock &A, const PossibleLock &B) {
    return std::tie(A.Lock, A.Parameter) < std::tie(B.Lock, B.Parameter);
  }
};

using HeldLocks = std::set<PossibleLock>;

/// Calls \p Visit for each event of \p F that is reachable, with the locks that
/// may be held when it happens; an event may be visited more than once, with
/// growing sets. Over-approximates within \p F; a lock that a caller holds is
/// not seen, unless \p F requires it by attribute or is handed a guard.
void visitHeldLocks(
    const facts::Function &F,
    llvm::function_ref<void(const facts::Step &, const HeldLocks &)> Visit);

} // namespace cohazard::program

#endif
