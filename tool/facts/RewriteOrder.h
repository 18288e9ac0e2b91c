//===----------------------------------------------------------------------===//
// What stands beside a call in its expression, and may run on the other side of
// it once an await takes its place?
//
// The language leaves the order of most operands open, and compilers choose
// another one for an await. gcc (12) even evaluates an await before what the
// language wants evaluated first: in `S.add(1).add(co_await t())`, `A << co_await
// t()` and `return A && co_await t()`.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_FACTS_REWRITEORDER_H
#define COHAZARD_FACTS_REWRITEORDER_H

#include "facts/TuContext.h"
#include "clang/AST/Expr.h"
#include <string>

namespace cohazard::facts {

/// What operands do when they are evaluated.
struct OperandUse {
  bool Changes = false; ///< a variable, itself: what \p Calls do is not known here
  /// A number that it reads and that others may change; null: none.
  const clang::ValueDecl *SharedNumber = nullptr;
  llvm::SmallVector<const clang::Expr *, 4> Calls;
  llvm::SmallVector<const clang::VarDecl *, 4> Variables;
};

/// Adds to \p Out what \p Operand does.
void addUse(TuContext &Tu, const clang::Expr *Operand, OperandUse &Out);

/// Adds to \p Out what stands beside \p Child in \p Parent, the expression that
/// it is an operand of. Over-approximates what compilers put elsewhere.
void addOperandsBeside(TuContext &Tu, const clang::Stmt *Parent,
                       const clang::Stmt *Child, OperandUse &Out);

} // namespace cohazard::facts

#endif
