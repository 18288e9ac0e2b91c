//===----------------------------------------------------------------------===//
// Which executor does this expression speak of, and may one block there?
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_FACTS_EXECUTORS_H
#define COHAZARD_FACTS_EXECUTORS_H

#include "facts/CallSite.h"
#include "facts/Extract.h"

namespace cohazard::facts {

/// The model of the executor that \p E is, refers to or asks for; null if no
/// model knows it.
const models::Executor *executorOf(TuContext &Tu, const clang::Expr *E);

/// The first executor among the object and the arguments of \p Call.
const models::Executor *executorOf(TuContext &Tu, const CallSite &Call);

/// Marks the calls that a coroutine makes after it has hopped onto an executor
/// where blocking is allowed and before it hops back, on every path.
void markHops(BodyContext &Body);

} // namespace cohazard::facts

#endif
