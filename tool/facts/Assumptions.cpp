// What does a branch say of the function's own parameters?

#include "facts/Extract.h"
#include "facts/LocalValues.h"
#include "facts/Modes.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Analysis/CFG.h"

using namespace clang;

namespace cohazard::facts {

// Generated switches have thousands of cases; their default says little.
static constexpr size_t MostCases = 64;

/// The parameter of \p Enclosing that \p E reads, if that is never changed;
/// through copies that are not changed either. -1 if there is none.
static int keptParameter(TuContext &Tu, const FunctionDecl *Enclosing,
                         const Expr *E) {
  for (int Depth = 0; E && Depth < 4; ++Depth) {
    E = E->IgnoreParenCasts();
    const auto *Ref = dyn_cast<DeclRefExpr>(E);
    const auto *Var = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    if (!Var || !Var->getType()->isScalarType() || !mustKeepValue(Tu, Var))
      return -1;
    const auto *Parameter = dyn_cast<ParmVarDecl>(Var);
    if (!Parameter) {
      E = Var->getInit();
      continue;
    }
    const auto *Home = dyn_cast<FunctionDecl>(Parameter->getDeclContext());
    return Home && Enclosing &&
                   Home->getCanonicalDecl() == Enclosing->getCanonicalDecl()
               ? static_cast<int>(Parameter->getFunctionScopeIndex())
               : -1;
  }
  return -1;
}

namespace {

/// Reads conditions for the tests of parameters in them.
class AssumptionReader {
public:
  AssumptionReader(TuContext &Tu, const FunctionDecl *Enclosing,
                   llvm::SmallVectorImpl<ParameterTest> &Out)
      : Tu(Tu), Enclosing(Enclosing), Out(Out) {}

  void read(const Expr *Condition, bool Outcome, unsigned Depth = 0);

private:
  void compare(const BinaryOperator *Comparison, bool Outcome, unsigned Depth);
  bool add(const Expr *E, ModeTest Test, int64_t Value);
  std::optional<int64_t> constant(const Expr *E) { return fixedValue(Tu, E); }

  TuContext &Tu;
  const FunctionDecl *Enclosing;
  llvm::SmallVectorImpl<ParameterTest> &Out;
};

} // namespace

bool AssumptionReader::add(const Expr *E, ModeTest Test, int64_t Value) {
  const int Index = keptParameter(Tu, Enclosing, E);
  if (Index >= 0)
    Out.push_back({static_cast<uint32_t>(Index), Test, Value});
  return Index >= 0;
}

std::optional<int64_t> fixedValue(TuContext &Tu, const Expr *E) {
  for (int Depth = 0; E && Depth < 4 && !E->isValueDependent(); ++Depth) {
    if (E->isNullPointerConstant(Tu.Ast, Expr::NPC_ValueDependentIsNotNull))
      return 0;
    Expr::EvalResult Result;
    if (E->getType()->isIntegralOrEnumerationType() &&
        E->EvaluateAsInt(Result, Tu.Ast) &&
        Result.Val.getInt().getSignificantBits() <= 64)
      return Result.Val.getInt().getExtValue();
    const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
    const auto *Var = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    E = Var && mustKeepValue(Tu, Var) ? Var->getInit() : nullptr;
  }
  return std::nullopt;
}

/// The operator that holds where \p Op does not.
static ModeTest otherwise(ModeTest Test) {
  switch (Test) {
  case ModeTest::Equals:
    return ModeTest::Differs;
  case ModeTest::Differs:
    return ModeTest::Equals;
  case ModeTest::HasFlags:
    return ModeTest::LacksFlags;
  case ModeTest::LacksFlags:
    return ModeTest::HasFlags;
  case ModeTest::HasAnyFlag:
    return ModeTest::HasNoFlag;
  case ModeTest::HasNoFlag:
    return ModeTest::HasAnyFlag;
  case ModeTest::Below:
    return ModeTest::AtLeast;
  case ModeTest::AtLeast:
    return ModeTest::Below;
  }
  return Test;
}

void AssumptionReader::compare(const BinaryOperator *Comparison, bool Outcome,
                               unsigned Depth) {
  const Expr *Left = Comparison->getLHS();
  BinaryOperatorKind Op = Comparison->getOpcode();
  std::optional<int64_t> Value = constant(Comparison->getRHS());
  if (!Value) {
    Value = constant(Left);
    Left = Comparison->getRHS();
    Op = BinaryOperator::reverseComparisonOp(Op);
  }
  if (!Value || *Value == INT64_MAX)
    return;
  auto Add = [&](ModeTest Test, int64_t To) {
    return add(Left, Outcome ? Test : otherwise(Test), To);
  };
  switch (Op) {
  case BO_LT:
    Add(ModeTest::Below, *Value);
    return;
  case BO_LE:
    Add(ModeTest::Below, *Value + 1);
    return;
  case BO_GT:
    Add(ModeTest::AtLeast, *Value + 1);
    return;
  case BO_GE:
    Add(ModeTest::AtLeast, *Value);
    return;
  default:
    break;
  }
  if (Op == BO_NE)
    Outcome = !Outcome;
  if (Add(ModeTest::Equals, *Value))
    return;
  // `(flags & mask) == mask`, and `(a == b) != 0`.
  const auto *Inner = dyn_cast<BinaryOperator>(Left->IgnoreParenCasts());
  const std::optional<int64_t> Mask =
      Inner && Inner->getOpcode() == BO_And ? constant(Inner->getRHS())
                                            : std::nullopt;
  if (*Value == 0)
    read(Left, !Outcome, Depth + 1);
  else if (Mask == *Value)
    add(Inner->getLHS(),
        Outcome ? ModeTest::HasFlags : ModeTest::LacksFlags, *Value);
}

void AssumptionReader::read(const Expr *E, bool Outcome, unsigned Depth) {
  if (!E || Depth > 8)
    return;
  E = E->IgnoreParenCasts();
  if (add(E, Outcome ? ModeTest::Differs : ModeTest::Equals, 0))
    return;
  if (const auto *Not = dyn_cast<UnaryOperator>(E)) {
    if (Not->getOpcode() == UO_LNot)
      read(Not->getSubExpr(), !Outcome, Depth + 1);
    return;
  }
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
    if (Var && !isa<ParmVarDecl>(Var) && mustKeepValue(Tu, Var))
      read(Var->getInit(), Outcome, Depth + 1);
    return;
  }
  const auto *Binary = dyn_cast<BinaryOperator>(E);
  if (!Binary)
    return;
  if (Binary->isLogicalOp()) {
    if (Outcome == (Binary->getOpcode() == BO_LAnd))
      for (const Expr *Side : {Binary->getLHS(), Binary->getRHS()})
        read(Side, Outcome, Depth + 1);
  } else if (Binary->isComparisonOp()) {
    compare(Binary, Outcome, Depth);
  } else if (Binary->getOpcode() == BO_And) {
    std::optional<int64_t> Mask = constant(Binary->getRHS());
    if (Mask)
      add(Binary->getLHS(),
          Outcome ? ModeTest::HasAnyFlag : ModeTest::HasNoFlag, *Mask);
  }
}

/// What parameters of \p Enclosing must have been given where \p Condition is
/// nonzero or, if not \p Outcome, zero. Empty where it says nothing of them.
static void addAssumptions(TuContext &Tu, const FunctionDecl *Enclosing,
                           const Expr *Condition, bool Outcome,
                           llvm::SmallVectorImpl<ParameterTest> &Out) {
  AssumptionReader(Tu, Enclosing, Out).read(Condition, Outcome);
}

/// Where a switch over \p Condition goes to \p Label, null being its end.
static void addAssumptions(TuContext &Tu, const FunctionDecl *Enclosing,
                           const SwitchStmt *Switch, const Stmt *Label,
                           llvm::SmallVectorImpl<ParameterTest> &Out) {
  const int Index = keptParameter(Tu, Enclosing, Switch->getCond());
  if (Index < 0)
    return;
  auto Add = [&](ModeTest Test, int64_t Value) {
    Out.push_back({static_cast<uint32_t>(Index), Test, Value});
  };
  if (const auto *Case = dyn_cast_or_null<CaseStmt>(Label)) {
    std::optional<int64_t> From = fixedValue(Tu, Case->getLHS());
    if (From && !Case->getRHS())
      Add(ModeTest::Equals, *From);
    return;
  }
  const size_t Before = Out.size();
  for (const SwitchCase *Each = Switch->getSwitchCaseList(); Each;
       Each = Each->getNextSwitchCase()) {
    const auto *Case = dyn_cast<CaseStmt>(Each);
    if (!Case || Case->getRHS())
      continue;
    std::optional<int64_t> Value = fixedValue(Tu, Case->getLHS());
    if (Value && Out.size() < MostCases)
      Add(ModeTest::Differs, *Value);
  }
  if (Out.size() >= MostCases)
    Out.truncate(Before);
}

void assume(BodyContext &Body, const CFGBlock &From, unsigned Way,
            llvm::SmallVectorImpl<Step> &Out) {
  llvm::SmallVector<ParameterTest, 4> Found;
  if (const auto *Switch =
          dyn_cast_or_null<SwitchStmt>(From.getTerminatorStmt()))
    addAssumptions(Body.Tu, Body.Decl, Switch,
                   Way + 1 == From.succ_size()
                       ? nullptr
                       : From.succ_begin()[Way].getReachableBlock()->getLabel(),
                   Found);
  else if (From.succ_size() == 2)
    // Of `a && b` the graph decides on each in a block of its own.
    if (const Expr *Last = From.getLastCondition())
      addAssumptions(Body.Tu, Body.Decl, Last, Way == 0, Found);
  auto &Known = Body.Out.Assumptions;
  for (const ParameterTest &T : Found) {
    auto At = llvm::find(Known, T);
    const auto Index = static_cast<uint32_t>(At - Known.begin());
    if (At == Known.end())
      Known.push_back(T);
    Out.push_back({StepKind::Assumption, Index});
  }
}

bool mayTestParameter(const Stmt *S, bool InCondition) {
  if (!S || isa<LambdaExpr>(S))
    return false;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
    return InCondition && isa<ParmVarDecl>(Ref->getDecl());
  const Stmt *Condition = nullptr;
  if (const auto *If = dyn_cast<IfStmt>(S))
    Condition = If->getCond();
  else if (const auto *Switch = dyn_cast<SwitchStmt>(S))
    Condition = Switch->getCond();
  else if (const auto *Choice = dyn_cast<ConditionalOperator>(S))
    Condition = Choice->getCond();
  return llvm::any_of(S->children(), [&](const Stmt *Child) {
    return mayTestParameter(Child, InCondition || Child == Condition);
  });
}

} // namespace cohazard::facts
