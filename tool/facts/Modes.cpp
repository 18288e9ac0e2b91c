#include "facts/Modes.h"
#include "facts/Conditions.h"
#include "facts/LocalValues.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/Stmt.h"

using namespace clang;
using cohazard::models::ConditionKind;

namespace cohazard::facts {

namespace {

/// A parameter as it was passed in, perhaps with flags added.
struct OwnParameter {
  int Index = -1;
  int64_t AddedFlags = 0;
};

} // namespace

/// The value of a duration is zero exactly if its count is.
static const Expr *durationOf(const Expr *E) {
  const auto *Call = dyn_cast<CXXMemberCallExpr>(E);
  const CXXMethodDecl *Method = Call ? Call->getMethodDecl() : nullptr;
  return Method && Method->getIdentifier() && Method->getName() == "count"
             ? Call->getImplicitObjectArgument()
             : nullptr;
}

static OwnParameter ownParameter(TuContext &Tu, const FunctionDecl *Enclosing,
                                 const Expr *E) {
  OwnParameter Own;
  for (int Depth = 0; E && Depth < 4; ++Depth) {
    E = E->IgnoreImplicit()->IgnoreParenCasts();
    if (const auto *Copy = dyn_cast<CXXConstructExpr>(E);
        Copy && Copy->getNumArgs() == 1)
      E = Copy->getArg(0)->IgnoreImplicit()->IgnoreParenCasts();
    if (const Expr *Duration = durationOf(E)) {
      E = Duration;
      continue;
    }
    const auto *Binary = dyn_cast<BinaryOperator>(E);
    if (Binary && Binary->getOpcode() == BO_Or) {
      std::optional<int64_t> Left = integerValue(Tu, Binary->getLHS());
      std::optional<int64_t> Right = integerValue(Tu, Binary->getRHS());
      if (!Left && !Right)
        return {};
      Own.AddedFlags |= Left ? *Left : *Right;
      E = Left ? Binary->getRHS() : Binary->getLHS();
      continue;
    }
    const auto *Ref = dyn_cast<DeclRefExpr>(E);
    const auto *Var = Ref ? dyn_cast<ParmVarDecl>(Ref->getDecl()) : nullptr;
    const auto *Home =
        Var ? dyn_cast<FunctionDecl>(Var->getDeclContext()) : nullptr;
    if (!Home || !Enclosing ||
        Home->getCanonicalDecl() != Enclosing->getCanonicalDecl() ||
        !valuesOf(Tu, Var).empty())
      return {};
    Own.Index = Var->getFunctionScopeIndex();
    return Own;
  }
  return {};
}

/// A type whose values select a mode: flags, switches, numbers, durations.
static bool mayBeMode(QualType Type) {
  Type = Type.getNonReferenceType();
  if (Type->isIntegralOrEnumerationType())
    return true;
  const CXXRecordDecl *Record = Type->getAsCXXRecordDecl();
  return Record && qualifiedName(Record) == "std::chrono::duration";
}

std::optional<PassedMode> modeOf(TuContext &Tu, const FunctionDecl *Enclosing,
                                 uint32_t Index, const Expr *E) {
  PassedMode Mode;
  Mode.Index = Index;
  if (E->isValueDependent())
    return std::nullopt;
  if (E->getType()->isPointerType()) {
    const Expr *Given = E->IgnoreParenCasts();
    Mode.Constant =
        fixedValue(Tu, Given->getType()->isIntegralOrEnumerationType() ? Given
                                                                       : E);
    if (!Mode.Constant)
      return std::nullopt;
    return Mode;
  }
  if (!mayBeMode(E->getType()))
    return std::nullopt;
  Mode.Constant = fixedValue(Tu, E);
  if (!Mode.Constant && E->getType()->isRecordType() && mustBeZero(Tu, E))
    Mode.Constant = 0;
  if (!Mode.Constant) {
    OwnParameter Own = ownParameter(Tu, Enclosing, E);
    Mode.Parameter = Own.Index;
    Mode.AddedFlags = Own.AddedFlags;
  }
  if (!Mode.Constant && Mode.Parameter < 0)
    return std::nullopt;
  return Mode;
}

std::vector<PassedMode> modesOf(TuContext &Tu, const FunctionDecl *Enclosing,
                                const CallSite &Site) {
  std::vector<PassedMode> Modes;
  for (auto [Index, E] : llvm::enumerate(Site.Arguments))
    if (Index < Site.Callee->getNumParams())
      if (std::optional<PassedMode> Mode = modeOf(Tu, Enclosing, Index, E))
        Modes.push_back(*Mode);
  return Modes;
}

void addExcuses(TuContext &Tu, const FunctionDecl *Enclosing,
                const models::Table &Source, models::Range Unless,
                const CallSite &Site, Call &Out) {
  for (const models::Condition &C : Source.conditions(Unless)) {
    const Expr *Subject =
        C.Arg == models::ObjectArg ? nullptr : Site.argument(C.Arg);
    if (!Subject)
      continue;
    OwnParameter Own = ownParameter(Tu, Enclosing, Subject);
    if (Own.Index < 0)
      continue;
    auto Add = [&](ModeTest Test, std::optional<int64_t> Value) {
      if (Value)
        Out.More.change().Excuses.push_back(
            {static_cast<uint32_t>(Own.Index), Test, *Value});
    };
    switch (C.Kind) {
    case ConditionKind::HasFlag:
      Add(ModeTest::HasFlags, operandValue(Tu, Source.text(
                                                  Source.operands(C).front())));
      break;
    case ConditionKind::Equal:
    case ConditionKind::OneOf:
      if (!Own.AddedFlags)
        for (models::TextId Id : Source.operands(C))
          Add(ModeTest::Equals, operandValue(Tu, Source.text(Id)));
      break;
    case ConditionKind::ZeroTimeout:
      Add(ModeTest::Equals, 0);
      break;
    default:
      break;
    }
  }
}

/// The parameter that \p Condition tests, and the value that makes it false.
static std::optional<ParameterTest> falseIf(TuContext &Tu,
                                     const FunctionDecl *Enclosing,
                                     const Expr *Condition) {
  const Expr *E = Condition->IgnoreParenImpCasts();
  ModeTest WhenFalse = ModeTest::Equals;
  int64_t Value = 0;
  if (const auto *Not = dyn_cast<UnaryOperator>(E);
      Not && Not->getOpcode() == UO_LNot) {
    E = Not->getSubExpr();
    WhenFalse = ModeTest::Differs;
  } else if (const auto *Compare = dyn_cast<BinaryOperator>(E);
             Compare && Compare->isEqualityOp()) {
    std::optional<int64_t> To = integerValue(Tu, Compare->getRHS());
    if (!To)
      return std::nullopt;
    E = Compare->getLHS();
    Value = *To;
    WhenFalse = Compare->getOpcode() == BO_EQ ? ModeTest::Differs
                                              : ModeTest::Equals;
  }
  OwnParameter Own = ownParameter(Tu, Enclosing, E);
  if (Own.Index < 0 || Own.AddedFlags || !mayBeMode(E->getType()))
    return std::nullopt;
  return ParameterTest{static_cast<uint32_t>(Own.Index), WhenFalse, Value};
}

void addBranchExcuses(TuContext &Tu, const FunctionDecl *Enclosing,
                      llvm::ArrayRef<const Stmt *> Around, const Stmt *S,
                      Call &Out) {
  for (const Stmt *Outer : llvm::reverse(Around)) {
    const Stmt *Inner = std::exchange(S, Outer);
    const auto *If = dyn_cast<IfStmt>(Outer);
    if (!If || If->isConsteval() || If->hasVarStorage() ||
        (Inner != If->getThen() && Inner != If->getElse()))
      continue;
    std::optional<ParameterTest> Not = falseIf(Tu, Enclosing, If->getCond());
    if (!Not)
      continue;
    if (Inner == If->getElse())
      Not->Test = Not->Test == ModeTest::Equals ? ModeTest::Differs
                                                : ModeTest::Equals;
    Out.More.change().Excuses.push_back(*Not);
  }
}

} // namespace cohazard::facts
