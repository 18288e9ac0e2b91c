//===----------------------------------------------------------------------===//
// Where does work go that is handed to an executor? To a pool or an event loop,
// perhaps by way of a strand, which runs one piece of its work at a time.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_FACTS_WORKTARGETS_H
#define COHAZARD_FACTS_WORKTARGETS_H

#include "facts/CallSite.h"
#include "facts/TuContext.h"

namespace cohazard::facts {

struct WorkTarget {
  const clang::Expr *Ground = nullptr; ///< the pool or event loop, if known
  const clang::Expr *Serial = nullptr; ///< the strand, or what holds one
};

/// Where \p Site, a call that hands work on, hands it.
WorkTarget workTarget(TuContext &Tu, const CallSite &Site);

/// The event loop that \p Site runs on this thread, or null.
const clang::Expr *loopRunBy(TuContext &Tu, const CallSite &Site);

/// The event loop that a thread runs whose callable is a bound or plain member
/// function of the loop's, as in `std::thread(&io_context::run, &io)`, or null.
const clang::Expr *loopRunBy(TuContext &Tu, const clang::Expr *Callable,
                             llvm::ArrayRef<const clang::Expr *> Arguments);

} // namespace cohazard::facts

#endif
