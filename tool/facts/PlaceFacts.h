//===----------------------------------------------------------------------===//
// What does a function speak of? Objects and callables, as far as its body can
// name them.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_FACTS_PLACEFACTS_H
#define COHAZARD_FACTS_PLACEFACTS_H

#include "source/Entity.h"
#include <cstdint>
#include <vector>

namespace cohazard::facts {

/// One step from an object to a part of it, or to what it points to.
struct PathStep {
  enum class Kind : uint8_t {
    Field,    ///< a data member, or a reference or pointer that is one
    Index,    ///< an element at a constant index
    AnyIndex, ///< an element at an index that is not known
    OwnIndex, ///< an element that the thread was given: no two threads' meet
              ///< (both: equal members and indices say the same element)
    Pointee,  ///< what a pointer, smart pointer or reference member denotes
    Header,   ///< a container's own bookkeeping, without its elements
  };
  Kind What = Kind::Field;
  EntityId Member;   ///< Kind::Field; an unknown index: what it depends on
  int64_t Index = 0; ///< Kind::Index; an unknown index: added to `Member`
  /// Of an unknown index: from here on it is no offset, but stands for a
  /// computation.
  static constexpr int64_t FarthestOffset = 1 << 20;
  /// Then, too: several values mean one element, `i % 4`.
  static constexpr int64_t ManyToOne = int64_t(1) << 62;
  bool isElement() const {
    return What == Kind::Index || What == Kind::AnyIndex ||
           What == Kind::OwnIndex;
  }
  bool sharesElements() const {
    return What == Kind::AnyIndex && (Index & ManyToOne);
  }
  friend bool operator==(const PathStep &A, const PathStep &B) {
    return A.What == B.What && A.Member == B.Member && A.Index == B.Index;
  }
};

/// Names an object as far as the function itself can tell: a root and a path.
struct Place {
  enum class Root : uint8_t { Unknown, Variable, Parameter, Receiver };
  Root Base = Root::Unknown;
  /// Root::Variable: global, static or local; of a reference or pointer
  /// parameter that a lambda captured, what it refers or points to.
  EntityId Variable;
  uint32_t Parameter = 0; ///< Root::Parameter: what it refers or points to
  std::vector<PathStep> Path;

  bool known() const { return Base != Root::Unknown; }
  friend bool operator==(const Place &A, const Place &B) {
    return A.Base == B.Base && A.Variable == B.Variable &&
           A.Parameter == B.Parameter && A.Path == B.Path;
  }
};

/// A callable as far as the function itself can tell.
struct CallableRef {
  EntityId Function;  ///< a function or a lambda's body, or
  int Parameter = -1; ///< what was passed as this parameter
};

} // namespace cohazard::facts

#endif
