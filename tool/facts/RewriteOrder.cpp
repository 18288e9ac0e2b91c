#include "facts/RewriteOrder.h"
#include "facts/BodyWalk.h"
#include "facts/CallSite.h"
#include "facts/LibraryUse.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace cohazard::facts {

namespace {

using Operands = llvm::SmallVector<const Expr *, 4>;

/// Which operands does the language evaluate after those that stand before them?
enum class OperandOrder : uint8_t { None, LeftToRight };

} // namespace

static OperandOrder orderOf(const BinaryOperator *B) {
  return B->isLogicalOp() || B->isCommaOp() || B->isShiftOp() || B->isPtrMemOp()
             ? OperandOrder::LeftToRight
             : OperandOrder::None;
}

static OperandOrder orderOf(const CXXOperatorCallExpr *Call) {
  switch (Call->getOperator()) {
  case OO_LessLess:
  case OO_GreaterGreater:
  case OO_Comma:
  case OO_AmpAmp:
  case OO_PipePipe:
  case OO_ArrowStar:
  case OO_Subscript:
    return OperandOrder::LeftToRight;
  default:
    return OperandOrder::None;
  }
}

/// The function is an operand, too, and comes before its arguments.
static Operands besideInCall(const CallExpr *Call, const Stmt *Child) {
  if (Call->getCallee() == Child)
    return {};
  Operands Out(Call->arg_begin(), Call->arg_end());
  Out.push_back(Call->getCallee());
  llvm::erase(Out, Child);
  return Out;
}

static Operands operandsOf(const Stmt *Parent, OperandOrder &Order) {
  if (const auto *B = dyn_cast<BinaryOperator>(Parent)) {
    Order = orderOf(B);
    return {B->getLHS(), B->getRHS()};
  }
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Parent)) {
    Order = orderOf(Operator);
    return {Operator->arg_begin(), Operator->arg_end()};
  }
  if (const auto *Made = dyn_cast<CXXConstructExpr>(Parent)) {
    if (Made->isListInitialization())
      Order = OperandOrder::LeftToRight;
    return {Made->arg_begin(), Made->arg_end()};
  }
  Order = OperandOrder::LeftToRight;
  if (const auto *Choice = dyn_cast<AbstractConditionalOperator>(Parent))
    return {Choice->getCond()};
  if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(Parent))
    return {Subscript->getLHS(), Subscript->getRHS()};
  if (const auto *List = dyn_cast<InitListExpr>(Parent))
    return {List->inits().begin(), List->inits().end()};
  if (const auto *List = dyn_cast<CXXParenListInitExpr>(Parent))
    return {List->getInitExprs().begin(), List->getInitExprs().end()};
  return {};
}

/// The operands of \p Parent that may run on the other side of an await in
/// \p Child than they do now.
static Operands operandsBeside(const Stmt *Parent, const Stmt *Child) {
  if (isa<CallExpr>(Parent) && !isa<CXXOperatorCallExpr>(Parent))
    return besideInCall(cast<CallExpr>(Parent), Child);
  OperandOrder Order = OperandOrder::None;
  Operands Out = operandsOf(Parent, Order);
  auto At = llvm::find(Out, Child);
  if (At == Out.end()) // an arm of `?:`, behind its condition
    return Out;
  if (Order == OperandOrder::LeftToRight)
    Out.truncate(At - Out.begin());
  else
    Out.erase(At);
  return Out;
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

/// Does a library function change what it is called on, or given? Of a stream
/// that is printed to, only who prints as well could tell.
static bool changesOperand(TuContext &Tu, const CallSite &Site) {
  if (!Site.Callee || Tu.isUserCode(Site.Callee) ||
      isa<CXXConstructorDecl>(Site.Callee) ||
      Site.Callee->getOverloadedOperator() == OO_LessLess)
    return false;
  if (useOfObject(Tu, Site) == LibraryUse::Write)
    return true;
  for (size_t I = 0; I < Site.Arguments.size(); ++I)
    if (useOfArgument(Tu, Site, I) == LibraryUse::Write)
      return true;
  return false;
}

namespace {

class OperandWalk : public BodyWalk {
public:
  OperandWalk(TuContext &Tu, OperandUse &Out, bool InLambda = false)
      : BodyWalk(Tu.Ast), Tu(Tu), Out(Out), InLambda(InLambda) {}

private:
  void leave(const Stmt *S) override;

  TuContext &Tu;
  OperandUse &Out;
  bool InLambda;
};

} // namespace

/// The body of the lambda that is called, if it could change what it captured.
static const Stmt *bodyWithCaptures(const CallSite &Site) {
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Site.Callee);
  return Method && Method->getParent()->isLambda() &&
                 !Method->getParent()->isCapturelessLambda()
             ? Method->getBody()
             : nullptr;
}

void OperandWalk::leave(const Stmt *S) {
  const auto *E = dyn_cast<Expr>(S);
  if (!E)
    return;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    if (const auto *Var = dyn_cast<VarDecl>(Ref->getDecl()))
      Out.Variables.push_back(Var);
  Out.Changes |= assigns(E);
  if (!Out.SharedNumber)
    Out.SharedNumber = sharedNumber(E);
  std::optional<CallSite> Site = callSite(E);
  if (!Site)
    return;
  Out.Calls.push_back(E);
  Out.Changes |= changesOperand(Tu, *Site);
  if (const Stmt *Lambda = bodyWithCaptures(*Site)) {
    OperandUse Inside;
    Inside.Changes = InLambda; // a lambda may call itself
    if (!InLambda)
      OperandWalk(Tu, Inside, /*InLambda=*/true).walk(Lambda);
    Out.Changes |= Inside.Changes;
  }
}

void addUse(TuContext &Tu, const Expr *Operand, OperandUse &Out) {
  OperandWalk(Tu, Out).walk(Operand);
}

/// What is assigned to, named as it is: no compiler looks at it before the value
/// is there.
static bool isPlainTarget(const Stmt *Parent, const Expr *Operand) {
  const auto *B = dyn_cast<BinaryOperator>(Parent);
  const auto *Call = dyn_cast<CXXOperatorCallExpr>(Parent);
  const bool Assigns = (B && B->isAssignmentOp() && B->getLHS() == Operand) ||
                       (Call && Call->isAssignmentOp() && Call->getArg(0) == Operand);
  return Assigns && isa<DeclRefExpr, MemberExpr>(Operand->IgnoreParenImpCasts());
}

void addOperandsBeside(TuContext &Tu, const Stmt *Parent, const Stmt *Child,
                       OperandUse &Out) {
  for (const Expr *Operand : operandsBeside(Parent, Child))
    if (!isa<CXXDefaultArgExpr>(Operand) && !isPlainTarget(Parent, Operand))
      addUse(Tu, Operand, Out);
}

} // namespace cohazard::facts
