#include "facts/DyingPaths.h"
#include "source/Words.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace cohazard::facts {

/// Leaves its block on another way than by its end, or gives others their turn.
static bool leaves(const Stmt *S) {
  return isa<ReturnStmt, CoreturnStmt, BreakStmt, ContinueStmt, GotoStmt,
             CXXThrowExpr, CoawaitExpr, CoyieldExpr, WhileStmt, DoStmt, ForStmt,
             CXXForRangeStmt, LabelStmt>(S);
}

static bool containsLeaving(const Stmt *S) {
  if (!S || isa<LambdaExpr>(S))
    return false;
  return leaves(S) || llvm::any_of(S->children(), containsLeaving);
}

/// Does \p S end the program? Not by a success: that is the end of its work, which
/// may be long.
static bool endsProgram(const ASTContext &Ast, const Stmt *S) {
  const auto *E = dyn_cast<Expr>(S);
  const auto *Call =
      E ? dyn_cast<CallExpr>(E->IgnoreImplicit()->IgnoreParenCasts()) : nullptr;
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (!Callee || !Callee->isNoReturn())
    return false;
  const IdentifierInfo *Name = Callee->getIdentifier();
  if (!Name || !isOneOf(Name->getName(), {"exit", "_exit", "_Exit", "quick_exit"}))
    return true;
  Expr::EvalResult Code;
  return Call->getNumArgs() == 1 && Call->getArg(0)->EvaluateAsInt(Code, Ast) &&
         Code.Val.getInt() != 0;
}

bool DyingPaths::dies(const CompoundStmt *Block) {
  if (Block->body_empty() || !endsProgram(Ast, Block->body_back()))
    return false;
  auto [Slot, New] = Known.try_emplace(Block, false);
  if (New)
    Slot->second = llvm::none_of(Block->body(), containsLeaving);
  return Slot->second;
}

bool DyingPaths::contain(llvm::ArrayRef<const Stmt *> Ancestors) {
  return llvm::any_of(Ancestors, [&](const Stmt *Ancestor) {
    const auto *Block = dyn_cast<CompoundStmt>(Ancestor);
    return Block && dies(Block);
  });
}

} // namespace cohazard::facts
