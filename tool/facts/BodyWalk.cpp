#include "facts/BodyWalk.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/OpenMPKinds.h"
#include "clang/Basic/Stack.h"

using namespace clang;

namespace cohazard::facts {

void BodyWalk::walk(const Stmt *S) {
  if (!S)
    return;
  // Generated code nests thousands of operators deep.
  if (Stack.size() % 64 == 63 && isStackNearlyExhausted()) {
    runWithSufficientStackSpace([] {}, [&] {
      if (!enter(S))
        return;
      Stack.push_back(S);
      walkOperands(S);
      Stack.pop_back();
      leave(S);
    });
    return;
  }
  if (!enter(S))
    return;
  Stack.push_back(S);
  walkOperands(S);
  Stack.pop_back();
  leave(S);
}

void BodyWalk::walkDeclaration(const Decl *D) {
  const auto *Var = dyn_cast<VarDecl>(D);
  if (!Var)
    return;
  // The length of an array is computed where it is declared.
  for (QualType T = Var->getType(); const auto *Array = Ast.getAsArrayType(T);
       T = Array->getElementType())
    if (const auto *Variable = dyn_cast<VariableArrayType>(Array))
      walk(Variable->getSizeExpr());
  // A constant's initialiser ran in the compiler.
  const bool Fixed = Var->isStaticLocal() || Var->getType().isConstQualified();
  if (!Var->isConstexpr() && !(Fixed && Var->hasConstantInitialization()))
    walk(Var->getInit());
  variable(Var);
  if (const auto *Tuple = dyn_cast<DecompositionDecl>(Var))
    for (const BindingDecl *Binding : Tuple->bindings())
      if (const VarDecl *Held = Binding->getHoldingVar())
        walk(Held->getInit());
}

/// The truth of a condition that is plainly constant: `if (kDebug)`, `if (0)`.
static std::optional<bool> plainConstant(const Expr *Condition,
                                         const ASTContext &Ast) {
  const Expr *E = Condition->IgnoreParenImpCasts();
  if (const auto *Not = dyn_cast<UnaryOperator>(E))
    if (Not->getOpcode() == UO_LNot)
      E = Not->getSubExpr()->IgnoreParenImpCasts();
  if (const auto *Both = dyn_cast<BinaryOperator>(E))
    if (Both->isLogicalOp())
      E = Both->getLHS()->IgnoreParenImpCasts();
  bool Value;
  if (!isa<IntegerLiteral, CXXBoolLiteralExpr, DeclRefExpr>(E) ||
      Condition->isValueDependent() ||
      !Condition->EvaluateAsBooleanCondition(Value, Ast))
    return std::nullopt;
  return Value;
}

/// Walks a conditional whose condition is plainly constant; false if it is not.
static bool constantBranch(const Stmt *S, ASTContext &Ast,
                           llvm::function_ref<void(const Stmt *)> Walk) {
  if (const auto *If = dyn_cast<IfStmt>(S)) {
    if (If->hasVarStorage())
      return false;
    std::optional<bool> Taken = plainConstant(If->getCond(), Ast);
    if (!Taken)
      return false;
    Walk(If->getInit());
    Walk(*Taken ? If->getThen() : If->getElse());
    return true;
  }
  if (const auto *Choice = dyn_cast<ConditionalOperator>(S))
    if (std::optional<bool> Taken = plainConstant(Choice->getCond(), Ast)) {
      Walk(*Taken ? Choice->getTrueExpr() : Choice->getFalseExpr());
      return true;
    }
  return false;
}

/// The operands of \p S that run with it, where they are not simply its
/// children; true if the node was dealt with.
static bool specialOperands(const Stmt *S, ASTContext &Ast,
                            llvm::function_ref<void(const Stmt *)> Walk) {
  if (const auto *Lambda = dyn_cast<LambdaExpr>(S)) {
    for (const Expr *Init : Lambda->capture_inits())
      Walk(Init);
    return true;
  }
  if (const auto *If = dyn_cast<IfStmt>(S)) {
    if (If->isConsteval()) {
      Walk(If->isNegatedConsteval() ? If->getThen() : If->getElse());
      return true;
    }
    if (!If->isConstexpr())
      return constantBranch(S, Ast, Walk);
    Walk(If->getInit());
    if (std::optional<const Stmt *> Kept = If->getNondiscardedCase(Ast))
      Walk(*Kept);
    return true;
  }
  if (const auto *Type = dyn_cast<CXXTypeidExpr>(S)) {
    if (!Type->isTypeOperand() && Type->isPotentiallyEvaluated())
      Walk(Type->getExprOperand());
    return true;
  }
  if (isa<ConstantExpr, UnaryExprOrTypeTraitExpr, CXXNoexceptExpr, RequiresExpr,
          OpaqueValueExpr, SizeOfPackExpr>(S))
    return true;
  if (const auto *Generic = dyn_cast<GenericSelectionExpr>(S)) {
    if (!Generic->isResultDependent())
      Walk(Generic->getResultExpr());
    return true;
  }
  if (const auto *Choose = dyn_cast<ChooseExpr>(S)) {
    if (!Choose->isConditionDependent())
      Walk(Choose->getChosenSubExpr());
    return true;
  }
  if (isa<ConditionalOperator>(S))
    return constantBranch(S, Ast, Walk);
  if (const auto *Elvis = dyn_cast<BinaryConditionalOperator>(S)) {
    Walk(Elvis->getCommon());
    Walk(Elvis->getFalseExpr());
    return true;
  }
  if (const auto *Object = dyn_cast<PseudoObjectExpr>(S)) {
    Walk(Object->getSyntacticForm());
    return true;
  }
  if (const auto *Coroutine = dyn_cast<CoroutineBodyStmt>(S)) {
    Walk(Coroutine->getBody());
    return true;
  }
  if (const auto *Await = dyn_cast<CoroutineSuspendExpr>(S)) {
    const Expr *Common = Await->getCommonExpr();
    Walk(Common ? Common : Await->getOperand());
    return true;
  }
  if (const auto *Return = dyn_cast<CoreturnStmt>(S)) {
    // return_value(operand) holds the operand; return_void() does not.
    const Expr *Operand = Return->getOperand();
    if (Operand && Operand->getType()->isVoidType())
      Walk(Operand);
    if (const Expr *Call = Return->getPromiseCall())
      Walk(Call);
    else
      Walk(Return->getOperand());
    return true;
  }
  // A parallel region is a body of its own.
  if (const auto *Directive = dyn_cast<OMPExecutableDirective>(S))
    return isOpenMPParallelDirective(Directive->getDirectiveKind()) &&
           Directive->hasAssociatedStmt();
  if (const auto *Captured = dyn_cast<CapturedStmt>(S)) {
    Walk(Captured->getCapturedStmt());
    return true;
  }
  return false;
}

/// Is there a label in \p S that control may come to from elsewhere?
static bool hasLabel(const Stmt *S) {
  return S && !isa<LambdaExpr>(S) &&
         (isa<LabelStmt, SwitchCase>(S) || llvm::any_of(S->children(), hasLabel));
}

/// Does \p S leave the loop whose body it is in? \p Breaks: a `break` in it
/// still belongs to that loop.
static bool mayLeaveLoop(const Stmt *S, bool Breaks = true) {
  if (!S || isa<LambdaExpr>(S))
    return false;
  if (isa<GotoStmt, IndirectGotoStmt>(S) || (Breaks && isa<BreakStmt>(S)))
    return true;
  if (isa<ForStmt, WhileStmt, DoStmt, SwitchStmt, CXXForRangeStmt>(S))
    Breaks = false;
  return llvm::any_of(S->children(), [Breaks](const Stmt *Child) {
    return mayLeaveLoop(Child, Breaks);
  });
}

/// Does control never come to what follows \p S? False where unknown.
static bool mustNotComplete(const Stmt *S, const ASTContext &Ast) {
  if (!S)
    return false;
  if (const auto *E = dyn_cast<Expr>(S)) {
    E = E->IgnoreImplicit()->IgnoreParens();
    if (const auto *Call = dyn_cast<CallExpr>(E)) {
      const FunctionDecl *Callee = Call->getDirectCallee();
      return Callee && Callee->isNoReturn();
    }
    return isa<CXXThrowExpr>(E);
  }
  if (isa<ReturnStmt, CoreturnStmt, BreakStmt, ContinueStmt, GotoStmt>(S))
    return true;
  if (const auto *Labelled = dyn_cast<LabelStmt>(S))
    return mustNotComplete(Labelled->getSubStmt(), Ast);
  if (const auto *Case = dyn_cast<SwitchCase>(S))
    return mustNotComplete(Case->getSubStmt(), Ast);
  if (const auto *Block = dyn_cast<CompoundStmt>(S))
    return !Block->body_empty() && mustNotComplete(Block->body_back(), Ast);
  if (const auto *If = dyn_cast<IfStmt>(S))
    return !If->isConstexpr() && !If->isConsteval() &&
           mustNotComplete(If->getThen(), Ast) &&
           mustNotComplete(If->getElse(), Ast);
  const Expr *Condition = nullptr;
  if (const auto *Loop = dyn_cast<ForStmt>(S))
    Condition = Loop->getCond();
  else if (const auto *Loop = dyn_cast<WhileStmt>(S))
    Condition = Loop->getCond();
  else
    return false;
  const Stmt *Repeated = isa<ForStmt>(S) ? cast<ForStmt>(S)->getBody()
                                         : cast<WhileStmt>(S)->getBody();
  return (!Condition || plainConstant(Condition, Ast).value_or(false)) &&
         !mayLeaveLoop(Repeated);
}

void BodyWalk::walkBlock(const CompoundStmt *Block) {
  bool Reached = true;
  for (const Stmt *S : Block->body()) {
    Reached = Reached || hasLabel(S);
    if (!Reached)
      continue;
    walk(S);
    Reached = !mustNotComplete(S, Ast);
  }
}

void BodyWalk::walkOperands(const Stmt *S) {
  if (const auto *Block = dyn_cast<CompoundStmt>(S))
    return walkBlock(Block);
  if (const auto *Declarations = dyn_cast<DeclStmt>(S)) {
    for (const Decl *D : Declarations->decls())
      walkDeclaration(D);
    return;
  }
  const Expr *Default = nullptr;
  SourceLocation Used;
  if (const auto *Argument = dyn_cast<CXXDefaultArgExpr>(S)) {
    Default = Argument->getExpr();
    Used = Argument->getUsedLocation();
  } else if (const auto *Init = dyn_cast<CXXDefaultInitExpr>(S)) {
    Default = Init->getExpr();
    Used = Init->getUsedLocation();
  }
  if (Default) {
    SourceLocation Outer = UsedAt;
    if (UsedAt.isInvalid())
      UsedAt = Used;
    walk(Default);
    UsedAt = Outer;
    return;
  }
  if (specialOperands(S, Ast, [this](const Stmt *Operand) { walk(Operand); }))
    return;
  for (const Stmt *Child : S->children())
    walk(Child);
}

} // namespace cohazard::facts
