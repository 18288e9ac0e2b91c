//===----------------------------------------------------------------------===//
// Which container, smart pointer or wrapper of the standard library is a class,
// and what does it hold?
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_FACTS_HOLDERS_H
#define COHAZARD_FACTS_HOLDERS_H

#include "source/Words.h"
#include "clang/AST/DeclTemplate.h"

namespace cohazard::facts {

/// A container, smart pointer or wrapper of the standard library.
struct Holder {
  const clang::ClassTemplateSpecializationDecl *Class = nullptr;
  llvm::StringRef Name;

  explicit operator bool() const { return Class; }
  bool isMap() const {
    return isOneOf(Name, {"map", "multimap", "unordered_map",
                          "unordered_multimap"});
  }
  bool isSequence() const {
    return isOneOf(Name, {"vector", "deque", "list", "forward_list"});
  }
  bool isOrdered() const {
    return isOneOf(Name, {"map", "multimap", "set", "multiset"});
  }
  bool isUnordered() const { return Name.starts_with("unordered_"); }
  clang::QualType argument(unsigned Index) const {
    const clang::TemplateArgumentList &All = Class->getTemplateArgs();
    return Index < All.size() &&
                   All.get(Index).getKind() == clang::TemplateArgument::Type
               ? All.get(Index).getAsType()
               : clang::QualType();
  }
  clang::QualType key() const { return argument(0); }
  clang::QualType value() const { return argument(isMap() ? 1 : 0); }
};

/// The same type but for references and qualifiers?
inline bool isSameType(clang::QualType A, clang::QualType B) {
  return !A.isNull() && !B.isNull() &&
         A.getNonReferenceType().getCanonicalType().getUnqualifiedType() ==
             B.getNonReferenceType().getCanonicalType().getUnqualifiedType();
}

} // namespace cohazard::facts

#endif
