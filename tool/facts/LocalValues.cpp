#include "facts/LocalValues.h"
#include "source/Words.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace cohazard::facts {

static const VarDecl *namedVariable(const Expr *E) {
  const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
  return Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
}

static unsigned hashOf(const Expr *E, const ASTContext &Ast) {
  llvm::FoldingSetNodeID Id;
  E->IgnoreParenImpCasts()->Profile(Id, Ast, /*Canonical=*/true);
  return Id.ComputeHash();
}

static bool takesElementsOut(const CXXMemberCallExpr *Call) {
  const CXXMethodDecl *Method = Call->getMethodDecl();
  return Method && Method->getIdentifier() &&
         (Method->getName().starts_with("pop") ||
          isOneOf(Method->getName(), {"erase", "extract", "clear", "swap",
                                      "takeFirst", "takeLast", "removeFirst",
                                      "dequeue", "splice"}));
}

/// Notes what \p S changes itself.
static void collectChanges(const Stmt *S, LocalValues &Out,
                           const ASTContext &Ast) {
  const Expr *Changed = nullptr;
  if (const auto *Binary = dyn_cast<BinaryOperator>(S))
    Changed = Binary->isAssignmentOp() ? Binary->getLHS() : nullptr;
  else if (const auto *Unary = dyn_cast<UnaryOperator>(S))
    Changed = Unary->isIncrementDecrementOp() ? Unary->getSubExpr() : nullptr;
  else if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(S))
    Changed = Operator->isAssignmentOp() ? Operator->getArg(0) : nullptr;
  else if (const auto *Call = dyn_cast<CXXMemberCallExpr>(S))
    Changed = takesElementsOut(Call) ? Call->getImplicitObjectArgument()
                                     : nullptr;
  if (Changed && !Changed->isInstantiationDependent() && !namedVariable(Changed))
    Out.Changed.insert(hashOf(Changed, Ast));
  else if (const VarDecl *Var = Changed ? namedVariable(Changed) : nullptr)
    if (Var->hasGlobalStorage())
      Out.Changed.insert(hashOf(Changed, Ast));
}

/// Collects over \p S and everything in it, evaluated or not.
static void collect(const Stmt *S, LocalValues &Out, const ASTContext &Ast,
                    unsigned Depth = 0) {
  // Measured on generated code: deeper nesting is operator chains only.
  if (!S || Depth > 400)
    return;
  collectChanges(S, Out, Ast);
  if (const auto *Binary = dyn_cast<BinaryOperator>(S)) {
    if (Binary->isAssignmentOp())
      if (const VarDecl *Var = namedVariable(Binary->getLHS()))
        Out.Given[Var].push_back(Binary->getRHS());
  } else if (const auto *Unary = dyn_cast<UnaryOperator>(S)) {
    if (const VarDecl *Var = namedVariable(Unary->getSubExpr())) {
      if (Unary->getOpcode() == UO_AddrOf)
        Out.Exposed.insert(Var);
      else if (Unary->isIncrementDecrementOp())
        Out.Counted.insert(Var);
    }
  } else if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(S)) {
    if (Call->isAssignmentOp() && Call->getNumArgs() == 2)
      if (const VarDecl *Var = namedVariable(Call->getArg(0)))
        Out.Given[Var].push_back(Call->getArg(1));
  } else if (const auto *Lambda = dyn_cast<LambdaExpr>(S)) {
    Out.HasLambdas = true;
    collect(Lambda->getBody(), Out, Ast, Depth + 1);
  } else if (const auto *Ref = dyn_cast<DeclRefExpr>(S)) {
    if (const auto *Var = dyn_cast<VarDecl>(Ref->getDecl()))
      ++Out.OtherUses[Var];
  } else if (const auto *Cast = dyn_cast<CastExpr>(S)) {
    if (Cast->getCastKind() == CK_LValueToRValue)
      if (const VarDecl *Var = namedVariable(Cast->getSubExpr()))
        --Out.OtherUses[Var];
  }
  for (const Stmt *Child : S->children())
    collect(Child, Out, Ast, Depth + 1);
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
    collect(F->getBody(), *New, Tu.Ast);
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

bool mustKeepValue(TuContext &Tu, const VarDecl *Var) {
  const FunctionDecl *F = functionOf(Var);
  if (!F || !F->hasBody() || Var->hasGlobalStorage())
    return false;
  return Var->getType().isConstQualified() ||
         localValues(Tu, F).OtherUses.lookup(Var) == 0;
}

const Expr *fixedInteger(TuContext &Tu, const VarDecl *Var) {
  const FunctionDecl *F = functionOf(Var);
  if (!F || !F->hasBody() || Var->hasGlobalStorage() ||
      !Var->getType()->isIntegralOrEnumerationType() ||
      localValues(Tu, F).Counted.contains(Var))
    return nullptr;
  // Also where it is zero, which onlyValue takes for a null pointer.
  llvm::ArrayRef<const Expr *> Given = valuesOf(Tu, Var);
  if (localValues(Tu, F).Exposed.contains(Var) ||
      Given.size() + (Var->getInit() ? 1 : 0) != 1)
    return nullptr;
  return Var->getInit() ? Var->getInit() : Given.front();
}

bool mayBeExposed(TuContext &Tu, const VarDecl *Var) {
  const FunctionDecl *F = functionOf(Var);
  if (!F || !F->hasBody())
    return true;
  const LocalValues &Values = localValues(Tu, F);
  return Values.HasLambdas || Values.Exposed.contains(Var);
}

bool mayMove(TuContext &Tu, const VarDecl *Var) {
  const FunctionDecl *F = functionOf(Var);
  return F && F->hasBody() && Var->getType()->isPointerType() &&
         (localValues(Tu, F).Counted.contains(Var) ||
          llvm::any_of(valuesOf(Tu, Var), [](const Expr *E) {
            return E->getType()->isIntegerType();
          }));
}

/// What \p S gives \p Var: as a statement of its own.
static const Expr *givenBy(const Stmt *S, const VarDecl *Var) {
  if (const auto *Declared = dyn_cast<DeclStmt>(S)) {
    for (const Decl *D : Declared->decls())
      if (D == Var)
        return Var->getInit();
    return nullptr;
  }
  const auto *Binary = dyn_cast<BinaryOperator>(S);
  return Binary && Binary->getOpcode() == BO_Assign &&
                 namedVariable(Binary->getLHS()) == Var
             ? Binary->getRHS()
             : nullptr;
}

/// Goes from the use outwards over what comes before it in each block, up to
/// the first thing that gives the variable a value: an assignment of its own, or
/// a statement in which one may hide.
const Expr *latestValue(TuContext &Tu, const VarDecl *Var, const Expr *Use) {
  const FunctionDecl *F = functionOf(Var);
  if (!F || !F->hasBody() || mayBeExposed(Tu, Var))
    return nullptr;
  const LocalValues &Values = localValues(Tu, F);
  llvm::ArrayRef<const Expr *> Given = valuesOf(Tu, Var);
  if (Given.size() > 16 || Values.Counted.contains(Var))
    return nullptr;
  if (!Values.Parents)
    Values.Parents =
        std::make_shared<ParentMap>(const_cast<Stmt *>(F->getBody()));
  const ParentMap &Parents = *Values.Parents;
  // Which of the assignments are in it?
  auto Within = [&](const Stmt *S) {
    return llvm::count_if(Given, [&](const Stmt *E) {
      while (E && E != S)
        E = Parents.getParent(E);
      return E == S;
    });
  };
  if (!Parents.getParent(Use))
    return nullptr;
  const Stmt *Inner = Use;
  for (const Stmt *S = Parents.getParent(Use); S;
       Inner = S, S = Parents.getParent(S)) {
    const auto *Block = dyn_cast<CompoundStmt>(S);
    if (isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt, LabelStmt>(S)
            ? Within(S) != 0
            : !Block && Within(S) != Within(Inner))
      return nullptr;
    if (!Block)
      continue;
    auto Here = llvm::find(Block->body(), Inner);
    for (const Stmt *Before :
         llvm::reverse(llvm::make_range(Block->body_begin(), Here))) {
      if (isa<SwitchCase, LabelStmt>(Before))
        return nullptr;
      if (const Expr *Value = givenBy(Before, Var))
        return Value;
      if (Within(Before))
        return nullptr;
    }
  }
  return isa<ParmVarDecl>(Var) ? Use : nullptr;
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

bool mayChange(TuContext &Tu, const FunctionDecl *F, const Expr *E) {
  return F && F->hasBody() && !E->isInstantiationDependent() &&
         localValues(Tu, F).Changed.contains(hashOf(E, Tu.Ast));
}

bool mayTakeOut(TuContext &Tu, const VarDecl *Local, const Expr *Value) {
  const FunctionDecl *F = functionOf(Local);
  if (!F || Local->hasGlobalStorage() || !Value)
    return false;
  Value = withoutWrappers(Value);
  if (const auto *Unary = dyn_cast<UnaryOperator>(Value))
    return Unary->isIncrementDecrementOp();
  const auto *Load = dyn_cast<CastExpr>(Value);
  const Expr *From = Load ? withoutWrappers(Load->getSubExpr()) : Value;
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(From)) {
    const CXXMethodDecl *Method = Call->getMethodDecl();
    if (!Method || !Method->getIdentifier() ||
        !isOneOf(Method->getName(), {"front", "back", "top", "begin", "first"}))
      return false;
    From = Call->getImplicitObjectArgument();
  } else if (!Load) {
    return false;
  }
  const VarDecl *Var = namedVariable(From);
  return !(Var && !Var->hasGlobalStorage()) && mayChange(Tu, F, From);
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
