//===----------------------------------------------------------------------===//
// What does a body evaluate when it runs? Visits statements and expressions
// operands first, as evaluation does, and leaves out what never runs:
// unevaluated operands, discarded `if constexpr` branches, lambda bodies, what
// follows a return.
//
// One walk for every extractor, by hand over Stmt::children(): the visitors of
// LLVM 19 and 22 differ, and none of them skips unevaluated operands.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_FACTS_BODYWALK_H
#define COHAZARD_FACTS_BODYWALK_H

#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/ExprConcepts.h"
#include "clang/AST/Stmt.h"
#include "clang/AST/StmtCXX.h"
#include "clang/AST/StmtOpenMP.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"

namespace cohazard::facts {

/// Derive and override what you need. `enter` is called before the operands
/// and may return false to skip the whole node; `leave` is called after them.
class BodyWalk {
public:
  explicit BodyWalk(clang::ASTContext &Ast) : Ast(Ast) {}
  virtual ~BodyWalk() = default;

  void walk(const clang::Stmt *S);

protected:
  virtual bool enter(const clang::Stmt *) { return true; }
  virtual void leave(const clang::Stmt *) {}
  /// A local variable, after its initialiser.
  virtual void variable(const clang::VarDecl *) {}

  /// The nodes around the one being visited, outermost first.
  llvm::ArrayRef<const clang::Stmt *> ancestors() const { return Stack; }
  /// Where a default argument or default member initialiser is used, if the
  /// node being visited belongs to one.
  clang::SourceLocation usedAt() const { return UsedAt; }

  clang::ASTContext &Ast;

private:
  void walkOperands(const clang::Stmt *S);
  void walkBlock(const clang::CompoundStmt *Block);
  void walkDeclaration(const clang::Decl *D);
  llvm::SmallVector<const clang::Stmt *, 32> Stack;
  clang::SourceLocation UsedAt;
};

} // namespace cohazard::facts

#endif
