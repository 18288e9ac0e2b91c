//===----------------------------------------------------------------------===//
// Which locks are held for long? Taking a thread mutex for a short section is
// fine in event-loop code; taking one that is elsewhere held across a blocking
// call or a suspension is a wait like any other.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_PROGRAM_HEAVYLOCKS_H
#define COHAZARD_PROGRAM_HEAVYLOCKS_H

#include "program/Blocking.h"
#include "program/HeldLocks.h"
#include "program/Program.h"

namespace cohazard::program {

/// Where a lock is held for long.
struct LongHold {
  Site Where;
  bool Suspends = false; ///< across a suspension; else across a blocking call
};

/// The locks that may be held across a call that \p Blocks counts, or across
/// a suspension, each with the first such place. Locks taken and released in
/// different functions are missed on purpose: a wrapper's caller is not asked.
llvm::DenseMap<EntityId, LongHold> locksHeldLong(const Program &P,
                                                 const Blocking &Blocks);

} // namespace cohazard::program

#endif
