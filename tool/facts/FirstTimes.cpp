// What is made on first use? `if (!table) table = make();` runs once: whatever
// comes to it later, by then it is made.

#include "facts/BodyWalk.h"
#include "facts/Threads.h"

using namespace clang;

namespace cohazard::facts {

namespace {

/// Finds the static variables that a body tests in an `if` and sets to
/// something other than null.
class FirstTimeFinder : public BodyWalk {
public:
  explicit FirstTimeFinder(BodyContext &Body)
      : BodyWalk(Body.Tu.Ast), Body(Body) {}

  void collect();

private:
  void leave(const Stmt *S) override;
  bool isTest() const;

  BodyContext &Body;
  llvm::SmallVector<const DeclRefExpr *, 4> Tested;
  llvm::DenseSet<const VarDecl *> Made, Unmade;
};

} // namespace

static const VarDecl *staticVariable(const Expr *E) {
  const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
  const auto *Var = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  return Var && Var->hasGlobalStorage() && Var->getType()->isScalarType()
             ? Var
             : nullptr;
}

/// Does the node being visited stand in the condition of an `if`?
bool FirstTimeFinder::isTest() const {
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
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S)) {
    if (staticVariable(Ref) && isTest())
      Tested.push_back(Ref);
    return;
  }
  const auto *Assign = dyn_cast<BinaryOperator>(S);
  if (!Assign || Assign->getOpcode() != BO_Assign)
    return;
  const VarDecl *Var = staticVariable(Assign->getLHS());
  if (!Var)
    return;
  const Expr *Value = Assign->getRHS()->IgnoreParenImpCasts();
  Expr::EvalResult Number;
  const bool Null =
      Value->isNullPointerConstant(Ast, Expr::NPC_ValueDependentIsNotNull) ||
      (!Value->isValueDependent() && Value->EvaluateAsInt(Number, Ast) &&
       Number.Val.getInt() == 0);
  (Null ? Unmade : Made).insert(Var);
}

void FirstTimeFinder::collect() {
  walk(Body.Body);
  for (const DeclRefExpr *Ref : Tested) {
    const auto *Var = cast<VarDecl>(Ref->getDecl());
    if (!Made.contains(Var) || Unmade.contains(Var) ||
        Body.Outcomes.contains(Ref))
      continue;
    Join Out;
    Out.Where = Body.Tu.site(Ref->getLocation());
    Out.Range.Bound = Body.Tu.entity(Var);
    Body.Out.Joins.push_back(std::move(Out));
    Outcome &Null = Body.Outcomes[Ref];
    Null.WhenNonZero = false;
    Null.Steps.push_back({StepKind::Join,
                          static_cast<uint32_t>(Body.Out.Joins.size() - 1)});
  }
}

void extractFirstTimes(BodyContext &Body) {
  if (Body.Decl)
    FirstTimeFinder(Body).collect();
}

} // namespace cohazard::facts
