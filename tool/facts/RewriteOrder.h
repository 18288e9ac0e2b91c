//===----------------------------------------------------------------------===//
// What stands beside a call in its expression, and would see an await in its
// place?
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_FACTS_REWRITEORDER_H
#define COHAZARD_FACTS_REWRITEORDER_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"
#include <string>

namespace cohazard::facts {

/// What may come out differently in the operands of \p Parent beside \p Child,
/// which no rule orders before or after it, if \p Child awaits: a clause, empty
/// if nothing. Compilers differ in where they put an await among such operands.
std::string changesBeside(clang::ASTContext &Ast, const clang::Stmt *Parent,
                          const clang::Stmt *Child);

} // namespace cohazard::facts

#endif
