//===----------------------------------------------------------------------===//
// What is it called? A function, variable or field that outlives the AST.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_SOURCE_ENTITY_H
#define COHAZARD_SOURCE_ENTITY_H

#include "source/Site.h"
#include "llvm/ADT/DenseMapInfo.h"
#include "llvm/ADT/StringRef.h"
#include <compare>

namespace cohazard {

/// Index into the entity table of a TU or of a program. 0 means none.
struct EntityId {
  uint32_t Value = 0;
  explicit operator bool() const { return Value; }
  friend auto operator<=>(EntityId, EntityId) = default;
};

/// Which TUs mean the same by a name?
enum class Linkage : uint8_t {
  Internal, ///< this one alone
  Merged,   ///< all; each may define it: inline functions, templates, types
  Strong,   ///< all that are linked together; one of them defines it
};

/// Whoever has the table has the texts, too (facts::TuFacts::Texts).
struct Entity {
  /// Clang's USR: equal in every TU for what the linker would merge.
  llvm::StringRef Usr;
  /// Qualified, without inline namespaces and template arguments: for messages.
  llvm::StringRef Name;
  Site Declared;
  Linkage Bound = Linkage::Merged;
  /// This TU defines it: by strong linkage, or in its main file, where another
  /// of the same program had to repeat it.
  bool Defined = false;
};

} // namespace cohazard

template <> struct llvm::DenseMapInfo<cohazard::EntityId> {
  static cohazard::EntityId getEmptyKey() { return {~0u}; }
  static cohazard::EntityId getTombstoneKey() { return {~0u - 1}; }
  static unsigned getHashValue(cohazard::EntityId E) { return E.Value * 37u; }
  static bool isEqual(cohazard::EntityId A, cohazard::EntityId B) {
    return A == B;
  }
};

#endif
