//===----------------------------------------------------------------------===//
// Which object does an expression denote? As far as one function can tell: a
// variable, what a parameter refers to, or the receiver, and a path from there.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_FACTS_PLACES_H
#define COHAZARD_FACTS_PLACES_H

#include "facts/CallSite.h"
#include "facts/TuContext.h"

namespace cohazard::facts {

/// The object that the glvalue \p E denotes, or what the pointer, smart
/// pointer, iterator or reference wrapper \p E leads to where it is a prvalue.
/// Aliases are followed where a local was given one value only.
/// \p Enclosing is the function whose body holds \p E, null in an initialiser.
Place placeOf(TuContext &Tu, const clang::FunctionDecl *Enclosing,
              const clang::Expr *E);

/// \p What, as \p Site's callee names it, in the terms of its caller.
Place inCallersTerms(TuContext &Tu, const clang::FunctionDecl *Caller,
                     const Place &What, const CallSite &Site);

/// \p Base, then \p Path. Unknown stays unknown.
Place extend(Place Base, llvm::ArrayRef<PathStep> Path);
Place extend(Place Base, PathStep::Kind Step);

/// A class of the standard library or of another system header.
bool isLibraryClass(const TuContext &Tu, const clang::CXXRecordDecl *Record);
/// A class that leads to another object: a smart pointer, an optional.
bool isSmartPointer(const clang::CXXRecordDecl *Record);
/// The function that \p Call calls, or null.
const clang::FunctionDecl *calleeOf(const clang::Expr *Call);
/// The only thing other than null that \p Callee, which has a body, returns; or
/// null.
const clang::Expr *returnedBy(const clang::FunctionDecl *Callee,
                              clang::ASTContext &Ast);
/// The object that a member or operator call is made on, or null.
const clang::Expr *objectOf(const clang::Expr *Call);

} // namespace cohazard::facts

#endif
