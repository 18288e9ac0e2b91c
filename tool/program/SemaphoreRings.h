//===----------------------------------------------------------------------===//
// Which semaphores hand one turn around? Each thread waits for one and posts
// another: who has the turn runs alone, as if all were one lock.
//
// A ring is one if it holds a single turn at first, and nobody posts who has
// not waited. Under-approximates: a semaphore that a function is given belongs
// to none, and with such a one nobody knows of any.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_PROGRAM_SEMAPHORERINGS_H
#define COHAZARD_PROGRAM_SEMAPHORERINGS_H

#include "program/Places.h"
#include "program/Program.h"
#include <map>

namespace cohazard::program {

class SemaphoreRings {
public:
  explicit SemaphoreRings(const Program &P);

  /// The semaphore that stands for the ring of \p Semaphore, which may be that
  /// itself.
  const Place &turnOf(const Place &Semaphore) const;

private:
  struct Member {
    size_t Ring = 0; ///< the first of its ring
    int64_t Turns = 0;
    unsigned Starts = 0; ///< how often it is said how many turns it has
    bool Loose = false;  ///< somebody posts it who has not waited
  };
  size_t member(const Place &Semaphore);
  void follow(const facts::Function &F);
  void join(size_t A, size_t B);

  PlaceTable Places;
  std::map<PlaceId, Member> Members;
  bool Unclear = false;
};

} // namespace cohazard::program

#endif
