//===----------------------------------------------------------------------===//
// Do two places meet? Objects that may overlap, locks that may be one and the
// same, handles that stand for the same thread.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_PROGRAM_PLACES_H
#define COHAZARD_PROGRAM_PLACES_H

#include "facts/Facts.h"
#include "llvm/ADT/DenseMap.h"
#include <deque>
#include <tuple>
#include <unordered_map>

namespace cohazard::program {

using facts::PathStep;
using facts::Place;

/// A place by number: equal places have equal numbers. 0 is the unknown one.
using PlaceId = uint32_t;

/// Is it a step to an element of an array?
bool isElement(const facts::PathStep &S);

/// Where the place leaves the last pointer on its way: the length of its path up
/// to there, 0 if there is none.
size_t lastPointer(const Place &P);
inline bool leadsThroughPointer(const Place &P) { return lastPointer(P) != 0; }

class PlaceTable {
public:
  PlaceId id(const Place &P);
  /// Of what \p Step leads to from \p Whole, a known place: asked millions of times
  /// for the same parts.
  PlaceId part(PlaceId Whole, const PathStep &Step);
  const Place &operator[](PlaceId Id) const { return Places[Id]; }

private:
  struct Hash {
    size_t operator()(const Place &P) const;
  };
  std::deque<Place> Places{{}}; ///< stay where they are
  std::unordered_map<Place, PlaceId, Hash> Ids;
  using Part = std::tuple<PlaceId, unsigned, EntityId, int64_t>; ///< of a step
  llvm::DenseMap<Part, PlaceId> Parts;
};

/// May an access to \p A touch what an access to \p B touches? An object
/// overlaps its parts, but not what a pointer in it leads to.
bool mayOverlap(const Place &A, const Place &B);

/// May \p A and \p B be one lock? An object that is not known is taken for any
/// object with such a member: under-approximates races.
bool mayBeSameLock(const Place &A, const Place &B);

/// Do \p LockA and \p LockB, which may be one lock, keep \p A and \p B apart?
/// Of an array of locks, one at an index that is not known protects only the
/// element at the same index, or at one found from it in the same way.
bool mayProtect(const Place &LockA, const Place &A, const Place &LockB,
                const Place &B);

/// Does joining \p Joined end the thread kept in \p Kept? \p Every: the join
/// stands in a loop over the handles. \p Single: only one thread was started
/// there, so that an index that is not known can only mean that one.
bool mayJoin(const Place &Joined, const Place &Kept, bool Every, bool Single);

} // namespace cohazard::program

#endif
