// What is made on first use? `if (!table) table = make();` runs once: whatever
// comes to it later, by then it is made. It may be unmade, `table = NULL`, and
// made again.

#include "facts/BodyWalk.h"
#include "facts/Threads.h"

using namespace clang;

namespace cohazard::facts {

namespace {

/// Finds the static variables, and members of static objects, that a body
/// compares with null or -1 in an `if`, and what it sets them to.
class FirstTimeFinder : public BodyWalk {
public:
  explicit FirstTimeFinder(BodyContext &Body)
      : BodyWalk(Body.Tu.Ast), Body(Body) {}

  void collect();

private:
  /// A test of whether \p Mark still has the value that says "not made".
  struct Test {
    const Expr *Condition;
    const ValueDecl *Mark;
    int64_t Unmade = 0;
    bool WhenNonZero = false; ///< where the condition holds it is not made
  };
  struct Setting {
    const Expr *Where;
    const ValueDecl *Mark;
    std::optional<int64_t> Value; ///< 0 for null; none: not constant
  };

  void leave(const Stmt *S) override;
  bool isTested() const;
  std::optional<int64_t> constant(const Expr *E) const;
  uint32_t add(const Expr *Where, const ValueDecl *Mark, FirstUse Use);

  BodyContext &Body;
  llvm::SmallVector<Test, 4> Tests;
  llvm::SmallVector<Setting, 4> Settings;
};

} // namespace

/// The static variable, or the member of a static object, that \p E names; one
/// that holds a number or a pointer.
static const ValueDecl *staticScalar(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  if (!E->getType()->isScalarType())
    return nullptr;
  const ValueDecl *Named = nullptr;
  while (const auto *Member = dyn_cast<MemberExpr>(E)) {
    if (Member->isArrow())
      return nullptr;
    if (!Named)
      Named = Member->getMemberDecl();
    E = Member->getBase()->IgnoreParenImpCasts();
  }
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  const auto *Var = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  if (!Var || !Var->hasGlobalStorage() || Var->getType()->isReferenceType())
    return nullptr;
  return Named ? Named : Var;
}

std::optional<int64_t> FirstTimeFinder::constant(const Expr *E) const {
  Expr::EvalResult Number;
  if (E->isValueDependent())
    return std::nullopt;
  if (E->isNullPointerConstant(Ast, Expr::NPC_ValueDependentIsNotNull))
    return 0;
  if (E->getType()->isIntegralOrEnumerationType() &&
      E->EvaluateAsInt(Number, Ast) &&
      Number.Val.getInt().getSignificantBits() <= 64)
    return Number.Val.getInt().getExtValue();
  return std::nullopt;
}

/// Does the node being visited stand in the condition of an `if`?
bool FirstTimeFinder::isTested() const {
  const Stmt *Inner = nullptr;
  for (const Stmt *S : llvm::reverse(ancestors())) {
    if (const auto *If = dyn_cast<IfStmt>(S))
      return !Inner || If->getCond() == Inner;
    if (!isa<Expr>(S) || isa<CallExpr>(S))
      return false;
    Inner = S;
  }
  return false;
}

void FirstTimeFinder::leave(const Stmt *S) {
  const auto *E = dyn_cast<Expr>(S);
  if (!E)
    return;
  if (isa<DeclRefExpr, MemberExpr>(E)) {
    if (const ValueDecl *Mark = staticScalar(E); Mark && isTested())
      Tests.push_back({E, Mark});
    return;
  }
  const auto *Binary = dyn_cast<BinaryOperator>(E);
  if (!Binary)
    return;
  const ValueDecl *Mark = staticScalar(Binary->getLHS());
  if (!Mark)
    return;
  const std::optional<int64_t> Value = constant(Binary->getRHS());
  if (Binary->getOpcode() == BO_Assign)
    Settings.push_back({Binary, Mark, Value});
  // A comparison with null is one of the name alone.
  else if (Binary->isEqualityOp() && Value == -1 && isTested())
    Tests.push_back({Binary, Mark, -1, Binary->getOpcode() == BO_EQ});
}

uint32_t FirstTimeFinder::add(const Expr *Where, const ValueDecl *Mark,
                              FirstUse Use) {
  Join Out;
  Out.Where = Body.Tu.site(Where->getExprLoc());
  Out.Mark = Body.Tu.entity(Mark);
  Out.Use = Use;
  Body.Out.Joins.push_back(std::move(Out));
  return Body.Out.Joins.size() - 1;
}

void FirstTimeFinder::collect() {
  walk(Body.Body);
  for (const Test &T : Tests) {
    bool Makes = false, Unmakes = false;
    for (const Setting &Set : Settings)
      if (Set.Mark == T.Mark)
        (Set.Value == T.Unmade ? Unmakes : Makes) = true;
    if ((!Makes && !Unmakes) || Body.Outcomes.contains(T.Condition))
      continue;
    Outcome &NotMade = Body.Outcomes[T.Condition];
    NotMade.WhenNonZero = T.WhenNonZero;
    NotMade.Steps.push_back(
        {StepKind::Join, add(T.Condition, T.Mark,
                             Makes ? FirstUse::Makes : FirstUse::Tests)});
    if (Makes)
      Body.happens(T.Condition, StepKind::Join,
                   add(T.Condition, T.Mark, FirstUse::Asks));
  }
  for (const Setting &Set : Settings)
    if (Set.Value == 0 || Set.Value == -1)
      Body.happens(Set.Where, StepKind::Join,
                   add(Set.Where, Set.Mark, FirstUse::Unmakes));
}

void extractFirstTimes(BodyContext &Body) {
  if (Body.Decl)
    FirstTimeFinder(Body).collect();
}

} // namespace cohazard::facts
