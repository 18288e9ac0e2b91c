//===----------------------------------------------------------------------===//
// Threads, locks and shared data: one extractor for each, in this order.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_FACTS_THREADS_H
#define COHAZARD_FACTS_THREADS_H

#include "facts/Extract.h"

namespace cohazard::facts {

/// Threads started and waited for.
void extractSpawns(BodyContext &Body);
/// Locks taken and released, signals given and waited for.
void extractLocks(BodyContext &Body);
/// Reads and writes of data that others may reach.
void extractAccesses(BodyContext &Body);

/// What is made on first use. A join without a handle that stands where only
/// the first to come gets: on that way no thread runs that was started since.
void extractFirstTimes(BodyContext &Body);

} // namespace cohazard::facts

#endif
