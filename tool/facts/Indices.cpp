#include "facts/Indices.h"
#include "facts/LocalValues.h"
#include "facts/Places.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace cohazard::facts {

namespace {

/// Where the parts of an index come from.
struct IndexOrigin {
  bool Given = false;  ///< a parameter, a capture, a member, an unknown call
  bool Shared = false; ///< a global, or made so that several inputs meet
};

class OriginFinder {
public:
  OriginFinder(TuContext &Tu, const FunctionDecl *Enclosing)
      : Tu(Tu), Enclosing(Enclosing) {}
  IndexOrigin Origin;

  void look(const Expr *E);

private:
  void lookAtVariable(const VarDecl *Var);
  void lookAtCall(const CallExpr *Call);

  TuContext &Tu;
  const FunctionDecl *Enclosing;
  llvm::SmallPtrSet<const VarDecl *, 4> Seen;
};

} // namespace

void OriginFinder::lookAtVariable(const VarDecl *Var) {
  if (!Seen.insert(Var).second)
    return;
  if (Var->getType().isConstQualified() && Var->hasGlobalStorage())
    return;
  if (Tu.OwnCounters.contains(Var)) {
    Origin.Given = true;
    return;
  }
  if (Var->hasGlobalStorage() && Var->getTSCSpec() == TSCS_unspecified) {
    Origin.Shared = true;
    return;
  }
  const auto *Home =
      dyn_cast_or_null<FunctionDecl>(Var->getParentFunctionOrMethod());
  if (isa<ParmVarDecl>(Var) || Var->getTSCSpec() != TSCS_unspecified ||
      (Enclosing && Home &&
       Home->getCanonicalDecl() != Enclosing->getCanonicalDecl())) {
    Origin.Given = true;
    return;
  }
  // `mine = next++`: a ticket is handed out once.
  if (const Expr *Init = Var->getInit(); Init && mayTakeOut(Tu, Var, Init)) {
    Origin.Given = true;
    return;
  }
  if (const Expr *Init = Var->getInit())
    look(Init);
  for (const Expr *Value : valuesOf(Tu, Var))
    look(Value);
}

void OriginFinder::lookAtCall(const CallExpr *Call) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  std::string Name = Callee ? Callee->getNameAsString() : "";
  llvm::StringRef Text = Name;
  if (Text.contains_insensitive("rand") || Text.contains_insensitive("hash") ||
      Text == "size" || Text == "strlen" || Text == "length") {
    Origin.Shared = true;
    return;
  }
  if (isa_and_nonnull<CXXConversionDecl>(Callee) ||
      (Callee && Callee->isInStdNamespace() &&
       (Text == "min" || Text == "max"))) {
    for (const Expr *Arg : Call->arguments())
      look(Arg);
    if (const Expr *Object = objectOf(Call))
      look(Object);
    return;
  }
  // The result of a call, e.g. omp_get_thread_num() or a ticket counter.
  Origin.Given = true;
}

void OriginFinder::look(const Expr *E) {
  if (!E)
    return;
  E = E->IgnoreParenCasts();
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    if (const auto *Var = dyn_cast<VarDecl>(Ref->getDecl()))
      return lookAtVariable(Var);
    Origin.Given |= isa<BindingDecl>(Ref->getDecl());
    return;
  }
  if (const auto *Call = dyn_cast<CallExpr>(E))
    return lookAtCall(Call);
  if (const auto *Unary = dyn_cast<UnaryOperator>(E);
      Unary && Unary->isIncrementDecrementOp()) {
    Origin.Given = true;
    return;
  }
  if (const auto *Binary = dyn_cast<BinaryOperator>(E)) {
    switch (Binary->getOpcode()) {
    case BO_Rem:
    case BO_And:
    case BO_Shr:
      Origin.Shared |= !E->isInstantiationDependent();
      break;
    default:
      break;
    }
  }
  if (isa<MemberExpr, CXXThisExpr>(E)) {
    Origin.Given = true;
    return;
  }
  for (const Stmt *Child : E->children())
    if (const auto *Operand = dyn_cast_or_null<Expr>(Child))
      look(Operand);
}

PathStep indexStep(TuContext &Tu, const FunctionDecl *Enclosing,
                   const Expr *Index) {
  if (!Index->isValueDependent() &&
      Index->getType()->isIntegralOrEnumerationType()) {
    Expr::EvalResult Value;
    if (Index->EvaluateAsInt(Value, Tu.Ast))
      return {PathStep::Kind::Index, {}, Value.Val.getInt().getExtValue()};
  }
  OriginFinder Finder(Tu, Enclosing);
  Finder.look(Index);
  bool Own = Finder.Origin.Given && !Finder.Origin.Shared;
  if (!Own)
    if (const auto *Ref = dyn_cast<DeclRefExpr>(Index->IgnoreParenCasts()))
      if (const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
          Var && !Var->hasGlobalStorage())
        return {PathStep::Kind::AnyIndex, Tu.entity(Var), 0};
  return {Own ? PathStep::Kind::OwnIndex : PathStep::Kind::AnyIndex, {}, 0};
}

} // namespace cohazard::facts
