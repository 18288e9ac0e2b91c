#include "facts/RewriteOrder.h"
#include "facts/BodyWalk.h"

using namespace clang;

namespace cohazard::facts {

/// Of C++17's operators that order their operands, the binary ones.
static bool ordersOperands(const BinaryOperator *B) {
  return B->isLogicalOp() || B->isCommaOp() || B->isAssignmentOp() ||
         B->isShiftOp() || B->isPtrMemOp();
}

static bool ordersOperands(const CXXOperatorCallExpr *Call) {
  OverloadedOperatorKind Kind = Call->getOperator();
  return Call->isAssignmentOp() || Kind == OO_LessLess ||
         Kind == OO_GreaterGreater || Kind == OO_Comma || Kind == OO_AmpAmp ||
         Kind == OO_PipePipe || Kind == OO_ArrowStar || Kind == OO_Subscript;
}

/// The operands of \p Parent that may be evaluated before or after one
/// another.
static llvm::SmallVector<const Expr *, 4> unordered(const Stmt *Parent) {
  if (const auto *B = dyn_cast<BinaryOperator>(Parent);
      B && !ordersOperands(B))
    return {B->getLHS(), B->getRHS()};
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Parent)) {
    if (ordersOperands(Operator))
      return {};
    unsigned Skip = Operator->getOperator() == OO_Call;
    return {Operator->arg_begin() + Skip, Operator->arg_end()};
  }
  if (const auto *Call = dyn_cast<CallExpr>(Parent))
    return {Call->arg_begin(), Call->arg_end()};
  const auto *Made = dyn_cast<CXXConstructExpr>(Parent);
  if (Made && !Made->isListInitialization())
    return {Made->arg_begin(), Made->arg_end()};
  return {};
}

/// A number that other functions may change: a global or a member of `this`.
static const ValueDecl *sharedNumber(const Expr *Read) {
  const auto *Load = dyn_cast<ImplicitCastExpr>(Read);
  if (!Load || Load->getCastKind() != CK_LValueToRValue)
    return nullptr;
  const Expr *What = Load->getSubExpr()->IgnoreParenImpCasts();
  if (What->getType().isConstQualified())
    return nullptr;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(What))
    if (const auto *Var = dyn_cast<VarDecl>(Ref->getDecl()))
      return Var->hasGlobalStorage() ? Var : nullptr;
  const auto *Member = dyn_cast<MemberExpr>(What);
  return Member && isa<CXXThisExpr>(Member->getBase()->IgnoreImplicit())
             ? Member->getMemberDecl()
             : nullptr;
}

/// Does \p S itself give a variable another value?
static bool assigns(const Stmt *S) {
  if (const auto *Unary = dyn_cast<UnaryOperator>(S))
    return Unary->isIncrementDecrementOp();
  if (const auto *Binary = dyn_cast<BinaryOperator>(S))
    return Binary->isAssignmentOp();
  const auto *Operator = dyn_cast<CXXOperatorCallExpr>(S);
  return Operator && (Operator->isAssignmentOp() ||
                      Operator->getOperator() == OO_PlusPlus ||
                      Operator->getOperator() == OO_MinusMinus);
}

static std::string changeIn(ASTContext &Ast, const Expr *Operand) {
  struct Search : BodyWalk {
    using BodyWalk::BodyWalk;
    void leave(const Stmt *S) override {
      const auto *E = dyn_cast<Expr>(S);
      if (!Found.empty() || !E)
        return;
      if (assigns(S))
        Found = "an operand beside it changes a variable, and the order may "
                "become another";
      else if (const ValueDecl *Number = sharedNumber(E))
        Found = "'" + Number->getNameAsString() +
                "', which others may change meanwhile, may be read before it";
    }
    std::string Found;
  };
  Search Walk(Ast);
  Walk.walk(Operand);
  return Walk.Found;
}

std::string changesBeside(ASTContext &Ast, const Stmt *Parent,
                          const Stmt *Child) {
  llvm::SmallVector<const Expr *, 4> Operands = unordered(Parent);
  if (!llvm::is_contained(Operands, Child))
    return "";
  for (const Expr *Operand : Operands)
    if (Operand != Child && !isa<CXXDefaultArgExpr>(Operand))
      if (std::string Change = changeIn(Ast, Operand); !Change.empty())
        return Change;
  return "";
}

} // namespace cohazard::facts
