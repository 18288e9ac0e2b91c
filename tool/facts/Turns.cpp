// What does only one of several threads do? `if (me == 0)`, where `me` is what
// the thread was given: a number in place of a pointer, or what it points to.

#include "facts/Indices.h"
#include "facts/LocalValues.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace cohazard::facts {

/// The pointer parameter whose value, or whose pointee, the number \p E is.
static const ParmVarDecl *givenNumber(TuContext &Tu, const Expr *E) {
  for (unsigned Fuel = 4; E && Fuel; --Fuel) {
    E = E->IgnoreParenCasts();
    if (const auto *Unary = dyn_cast<UnaryOperator>(E);
        Unary && Unary->getOpcode() == UO_Deref)
      E = Unary->getSubExpr()->IgnoreParenCasts();
    const auto *Ref = dyn_cast<DeclRefExpr>(E);
    const auto *Var = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    if (!Var)
      return nullptr;
    if (const auto *Parm = dyn_cast<ParmVarDecl>(Var))
      return Parm->getType()->isVoidPointerType() && valuesOf(Tu, Parm).empty()
                 ? Parm
                 : nullptr;
    E = Var->getType()->isPointerType() ? onlyValue(Tu, Var)
                                        : fixedInteger(Tu, Var);
  }
  return nullptr;
}

std::optional<OwnTurn> ownTurn(TuContext &Tu, const FunctionDecl *Enclosing,
                               const Expr *Condition) {
  const auto *Not = dyn_cast<UnaryOperator>(Condition);
  const auto *Test = dyn_cast<BinaryOperator>(Condition);
  const bool Negates = Not && Not->getOpcode() == UO_LNot;
  if (!Enclosing || Condition->isInstantiationDependent() ||
      !(Negates || (Test && Test->isEqualityOp())))
    return std::nullopt;
  const Expr *Number = Negates ? Not->getSubExpr() : Test->getLHS();
  Expr::EvalResult Value;
  if (!Number->IgnoreParenImpCasts()->getType()->isIntegerType() ||
      (Test && !Test->getRHS()->EvaluateAsInt(Value, Tu.Ast)))
    return std::nullopt;
  const ParmVarDecl *Parm = givenNumber(Tu, Number);
  if (!Parm || Parm->getDeclContext() != Enclosing)
    return std::nullopt;
  const int64_t Which = Test ? Value.Val.getInt().getExtValue() : 0;
  const EntityId Turns = Tu.namedEntity(
      ("turn@" + Tu.Facts.entity(Tu.entity(Enclosing)).Usr).str(), "");
  OwnTurn Out;
  Out.Lock = {Place::Root::Variable, Turns, 0,
              {PathStep{PathStep::Kind::Index, {}, Which}}};
  Out.Given = {Place::Root::Parameter, {}, Parm->getFunctionScopeIndex(), {}};
  Out.WhenNonZero = !Test || Test->getOpcode() == BO_EQ;
  return Out;
}

} // namespace cohazard::facts
