//===----------------------------------------------------------------------===//
// What is written at a call? Function calls, member calls, operators and
// constructions, seen the same way.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_FACTS_CALLSITE_H
#define COHAZARD_FACTS_CALLSITE_H

#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/SmallVector.h"
#include <optional>
#include <string>

namespace cohazard::facts {

struct CallSite {
  const clang::Expr *Whole = nullptr;
  const clang::FunctionDecl *Callee = nullptr;
  const clang::Expr *Object = nullptr; ///< of a member call
  llvm::SmallVector<const clang::Expr *, 6> Arguments;

  /// The argument that a model means: counted from 0, or models::LastArg, the
  /// last one that is written; null if there is none.
  const clang::Expr *argument(int Index) const;
  /// Arguments written in the source: default arguments are not.
  unsigned writtenArguments() const;
};

/// The call that \p E makes itself; none for other expressions. Its callee is
/// null for an indirect call.
std::optional<CallSite> callSite(const clang::Expr *E);

/// The variable, parameter or data member that \p E names, through casts,
/// parentheses, subscripts, `*`, `&`, std::move and smart pointers; or null.
const clang::ValueDecl *namedObject(const clang::Expr *E);

/// The callee's name as its library's users know it: `std::ranges::for_each`
/// for the function object behind it, `std::future::wait` for the member of an
/// implementation's base class. The same with every standard library.
std::string libraryName(const CallSite &Call);

/// Where a finding about the call points: the member's name in a member call,
/// so that each call of a chain over several lines is at its own line.
clang::SourceLocation callLocation(const clang::Expr *E);

} // namespace cohazard::facts

#endif
