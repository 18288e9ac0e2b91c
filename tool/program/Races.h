//===----------------------------------------------------------------------===//
// Which accesses race? Two that may run at the same time, at least one a
// write, on overlapping data, with no lock in common and no signal between.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_PROGRAM_RACES_H
#define COHAZARD_PROGRAM_RACES_H

#include "program/ThreadWalk.h"

namespace cohazard::program {

/// Two accesses to one variable. `Here` runs on a worker thread.
struct Race {
  EntityId Variable;
  const Reached *Here;
  const Reached *There; ///< null in strict mode: no second access was found
  std::vector<const Reached *> Others; ///< more that race, by their places
};

/// The worst race of each variable: a worker's write, where there is one.
std::vector<Race> findRaces(const ThreadFacts &Threads);

/// Each variable that a worker reaches without a lock that all its accesses
/// share, with the race if there is one.
std::vector<Race> findUnprotected(const ThreadFacts &Threads);

} // namespace cohazard::program

#endif
