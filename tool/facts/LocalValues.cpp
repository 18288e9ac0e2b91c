#include "facts/LocalValues.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace cohazard::facts {

static const VarDecl *namedVariable(const Expr *E) {
  const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
  return Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
}

/// Collects over \p S and everything in it, evaluated or not.
static void collect(const Stmt *S, LocalValues &Out, unsigned Depth = 0) {
  // Measured on generated code: deeper nesting is operator chains only.
  if (!S || Depth > 400)
    return;
  if (const auto *Binary = dyn_cast<BinaryOperator>(S)) {
    if (Binary->isAssignmentOp())
      if (const VarDecl *Var = namedVariable(Binary->getLHS()))
        Out.Given[Var].push_back(Binary->getRHS());
  } else if (const auto *Unary = dyn_cast<UnaryOperator>(S)) {
    if (Unary->getOpcode() == UO_AddrOf)
      if (const VarDecl *Var = namedVariable(Unary->getSubExpr()))
        Out.Exposed.insert(Var);
  } else if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(S)) {
    if (Call->isAssignmentOp() && Call->getNumArgs() == 2)
      if (const VarDecl *Var = namedVariable(Call->getArg(0)))
        Out.Given[Var].push_back(Call->getArg(1));
  } else if (const auto *Lambda = dyn_cast<LambdaExpr>(S)) {
    collect(Lambda->getBody(), Out, Depth + 1);
  }
  for (const Stmt *Child : S->children())
    collect(Child, Out, Depth + 1);
}

/// The function that holds \p Var, and around it every function it is nested
/// in as a lambda's body.
static const FunctionDecl *functionOf(const VarDecl *Var) {
  return dyn_cast_or_null<FunctionDecl>(Var->getParentFunctionOrMethod());
}

static const LocalValues &localValues(TuContext &Tu, const FunctionDecl *F) {
  std::shared_ptr<const LocalValues> &Known = Tu.Values[F];
  if (!Known) {
    auto New = std::make_shared<LocalValues>();
    collect(F->getBody(), *New);
    Known = std::move(New);
  }
  return *Known;
}

static bool isNullValue(const Expr *E, ASTContext &Ast) {
  return E->isNullPointerConstant(Ast, Expr::NPC_ValueDependentIsNotNull);
}

const Expr *onlyValue(TuContext &Tu, const VarDecl *Var) {
  const Expr *Init = Var->getAnyInitializer();
  if (Var->hasGlobalStorage() || !functionOf(Var))
    return Var->getType().isConstQualified() ||
                   Var->getType()->isReferenceType()
               ? Init
               : nullptr;
  if (isa<ParmVarDecl>(Var))
    return nullptr;
  if (Var->getType().isConstQualified() || Var->getType()->isReferenceType())
    return Init;
  const LocalValues &Values = localValues(Tu, functionOf(Var));
  if (Values.Exposed.contains(Var))
    return nullptr;
  const Expr *Only = Init;
  if (Only && isNullValue(Only, Tu.Ast))
    Only = nullptr;
  auto Given = Values.Given.find(Var);
  if (Given == Values.Given.end())
    return Only;
  // A default constructor gives a class no value of interest.
  if (const auto *Ctor = dyn_cast_or_null<CXXConstructExpr>(Only))
    if (Ctor->getNumArgs() == 0)
      Only = nullptr;
  for (const Expr *E : Given->second) {
    if (isNullValue(E, Tu.Ast) ||
        (E->getType()->isIntegerType() && Var->getType()->isPointerType()))
      continue; // `p = nullptr`, `p += n`
    if (Only)
      return nullptr;
    Only = E;
  }
  return Only;
}

llvm::ArrayRef<const Expr *> valuesOf(TuContext &Tu, const VarDecl *Var) {
  const FunctionDecl *F = functionOf(Var);
  if (!F)
    return {};
  const LocalValues &Values = localValues(Tu, F);
  auto Given = Values.Given.find(Var);
  if (Given == Values.Given.end())
    return {};
  return Given->second;
}

const Expr *withoutWrappers(const Expr *E) {
  while (E) {
    if (const auto *Paren = dyn_cast<ParenExpr>(E))
      E = Paren->getSubExpr();
    else if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(E))
      E = Temporary->getSubExpr();
    else if (const auto *Bound = dyn_cast<CXXBindTemporaryExpr>(E))
      E = Bound->getSubExpr();
    else if (const auto *Full = dyn_cast<FullExpr>(E))
      E = Full->getSubExpr();
    else if (const auto *Subst = dyn_cast<SubstNonTypeTemplateParmExpr>(E))
      E = Subst->getReplacement();
    else if (const auto *Cast = dyn_cast<CastExpr>(E)) {
      if (Cast->getCastKind() == CK_LValueToRValue)
        return E;
      E = Cast->getSubExpr();
    } else
      return E;
  }
  return E;
}

} // namespace cohazard::facts
