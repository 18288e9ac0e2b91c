// What does a body call, explicitly or not? Function and member calls,
// operators, constructors, destructors of locals and temporaries, and the
// callables that are invoked on the spot.

#include "facts/CallCollector.h"
#include "facts/Callables.h"
#include "facts/Coroutines.h"
#include "facts/Effects.h"
#include "facts/Executors.h"
#include "facts/Handles.h"
#include "facts/Indices.h"
#include "facts/Modes.h"
#include "facts/Places.h"
#include "facts/Shared.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace cohazard::facts {

void CallCollector::collect() {
  learnFromReadyTest();
  const auto *Ctor = dyn_cast_or_null<CXXConstructorDecl>(Body.Decl);
  if (Ctor)
    for (const CXXCtorInitializer *Init : Ctor->inits()) {
      Initialised = Init->getMember();
      walk(Init->getInit());
      passDescriptor(Init->getInit(), Init->getMember());
    }
  Initialised = nullptr;
  walk(Body.Body);
  destroyOwnParameters();
  destroyMembers();
  dropReleasedDestructors();
  markHops(Body);
}

bool CallCollector::enter(const Stmt *S) {
  if (const auto *Case = dyn_cast<CaseStmt>(S))
    if (namesWouldBlock(Tu, Case->getLHS()->IgnoreImplicit()))
      Body.Out.KnowsWouldBlock = true;
  if (const auto *Lambda = dyn_cast<LambdaExpr>(S))
    Body.Lambdas.push_back(Lambda);
  if (const auto *Range = dyn_cast<CXXForRangeStmt>(S))
    if (const Expr *Init = Range->getRangeInit()) {
      if (const ValueDecl *Whole = namedObject(Init))
        Knowledge.learnPart(Range->getLoopVariable(), Whole);
      goThroughViews(Init, Init, Init->getBeginLoc());
    }
  return true;
}

void CallCollector::leave(const Stmt *S) {
  if (const auto *Return = dyn_cast<ReturnStmt>(S)) {
    if (const Expr *Value = Return->getRetValue()) {
      const ValueDecl *Returned = namedObject(Value);
      MovedAway.insert(Returned);
      // A descriptor that a factory returns.
      if (isa_and_nonnull<VarDecl>(Returned) && Body.Decl &&
          (Value->getType()->isIntegerType() ||
           Value->getType()->isRecordType()))
        Tu.Facts.DescriptorPasses.push_back(
            {Tu.entity(Returned), Tu.entity(Body.Decl)});
    }
  } else if (const auto *Return = dyn_cast<CoreturnStmt>(S)) {
    if (const Expr *Value = Return->getOperand())
      MovedAway.insert(namedObject(Value));
  }
  if (const auto *Loop = dyn_cast<CXXForRangeStmt>(S))
    leaveRangeFor(Loop);
  const auto *E = dyn_cast<Expr>(S);
  if (!E)
    return;
  if (const auto *Assign = dyn_cast<BinaryOperator>(E))
    if (Assign->getOpcode() == BO_Assign)
      passDescriptor(Assign->getRHS(), namedObject(Assign->getLHS()));
  if (namesWouldBlock(Tu, E))
    Body.Out.KnowsWouldBlock = true;
  Body.Out.Throws |= isa<CXXThrowExpr>(E);
  if (std::optional<CallSite> Site = callSite(E))
    return call(*Site);
  if (isa<CoawaitExpr, CoyieldExpr>(E)) {
    Body.Out.Suspensions.push_back({Tu.site(E->getExprLoc())});
    Body.happens(E, StepKind::Suspension, Body.Out.Suspensions.size() - 1);
    if (const auto *Await = dyn_cast<CoawaitExpr>(E))
      learnAwaited(Await, Body.Out.Suspensions.back());
    return;
  }
  allocate(E);
  destroyAfter(E);
}

/// A class may have an `operator new` and an `operator delete` of its own.
void CallCollector::allocate(const Expr *E) {
  const FunctionDecl *Allocator = nullptr;
  if (const auto *New = dyn_cast<CXXNewExpr>(E))
    Allocator = New->getOperatorNew();
  else if (const auto *Delete = dyn_cast<CXXDeleteExpr>(E))
    Allocator = Delete->getOperatorDelete();
  if (isa_and_nonnull<CXXMethodDecl>(Allocator) && Tu.isUserCode(Allocator))
    add(E, E->getBeginLoc(), CallKind::Plain).Callee = Tu.entity(Allocator);
}

/// The class of the temporary that a reference's initialiser keeps alive.
static const CXXRecordDecl *extendedTemporary(const Expr *Init) {
  if (const auto *Cleanups = dyn_cast_or_null<ExprWithCleanups>(Init))
    Init = Cleanups->getSubExpr();
  while (const auto *Cast = dyn_cast_or_null<ImplicitCastExpr>(Init))
    Init = Cast->getSubExpr();
  const auto *Temporary = dyn_cast_or_null<MaterializeTemporaryExpr>(Init);
  return Temporary && Temporary->getStorageDuration() == SD_Automatic
             ? Temporary->getType()->getAsCXXRecordDecl()
             : nullptr;
}

/// What a loop steps through was reported where it was opened: `for (auto &E :
/// directory_iterator(P))` is one call to the reader.
void CallCollector::leaveRangeFor(const CXXForRangeStmt *Loop) {
  auto BlockingAt = [&](const Stmt *S) -> Call * {
    auto Found = Body.At.find(S);
    if (Found == Body.At.end())
      return nullptr;
    for (const Step &Event : Found->second)
      if (Event.Kind == StepKind::Call &&
          Body.Out.Calls[Event.Index].More->Blocks)
        return &Body.Out.Calls[Event.Index];
    return nullptr;
  };
  Call *Steps = BlockingAt(Loop->getInc());
  const Expr *Range = Loop->getRangeInit();
  while (const auto *Wrapper = dyn_cast_or_null<Expr>(Range)) {
    if (Steps && BlockingAt(Wrapper))
      return Steps->dropEffect();
    Range = Wrapper->children().empty()
                ? nullptr
                : dyn_cast_or_null<Expr>(*Wrapper->children().begin());
  }
}

void CallCollector::variable(const VarDecl *Var) {
  passDescriptor(Var->getInit(), Var);
  cleanUp(Var);
  const CXXRecordDecl *Record = Var->getType()->getAsCXXRecordDecl();
  // A reference keeps the temporary that it is bound to alive.
  if (Var->getType()->isReferenceType())
    Record = extendedTemporary(Var->getInit());
  if (!Var->isLocalVarDecl() || Var->isStaticLocal() || !Record ||
      !Record->hasDefinition())
    return;
  destroyValue(Record, nullptr, Var->getLocation(), Var, Var->getInit());
}

Call &CallCollector::add(const Stmt *At, SourceLocation Loc, CallKind Kind) {
  Call &Out = Body.Out.Calls.emplace_back();
  Out.Where = Tu.site(usedAt().isValid() ? usedAt() : Loc);
  Out.Kind = Kind;
  Out.MayBlockHere = Dying.contain(ancestors());
  if (At) {
    addBranchExcuses(Tu, Body.Decl, ancestors(), At, Out);
    Body.happens(At, StepKind::Call, Body.Out.Calls.size() - 1);
  }
  return Out;
}

/// Is the callee chosen at run time?
static bool mayDispatch(const CallSite &Site) {
  const auto *Method = dyn_cast<CXXMethodDecl>(Site.Callee);
  const auto *Call = dyn_cast<CallExpr>(Site.Whole);
  if (!Method || !Call || !Method->isVirtual() || !Site.Object)
    return false;
  if (const auto *Member =
          dyn_cast<MemberExpr>(Call->getCallee()->IgnoreParens()))
    if (Member->hasQualifier())
      return false;
  const Expr *Object = Site.Object->IgnoreParenImpCasts();
  // An object whose dynamic type is known: a variable that is no reference.
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Object))
    if (Ref->getDecl()->getType()->isRecordType())
      return false;
  return !Method->getParent()->isEffectivelyFinal();
}

/// Is a value of \p Type an asynchronous operation?
static bool mayAwait(TuContext &Tu, QualType Type) {
  const CXXRecordDecl *Record = Type->getAsCXXRecordDecl();
  if (!Record)
    return false;
  models::Models::Match Match = Tu.model(Record);
  if ((Match && (Match->Types & models::TaskType)) || isAwaitable(Tu, Record))
    return true;
  // Perhaps one: an optional task.
  const auto *Wrapper = dyn_cast<ClassTemplateSpecializationDecl>(Record);
  return Wrapper && Wrapper->getTemplateArgs().size() == 1 &&
         Wrapper->getTemplateArgs()[0].getKind() == TemplateArgument::Type &&
         mayAwait(Tu, Wrapper->getTemplateArgs()[0].getAsType());
}

void CallCollector::call(const CallSite &Site) {
  learnNonBlocking(Site);
  if (!Site.Callee)
    return indirectCall(Site);
  // Copies and moves of values are no calls that a programmer thinks of, but
  // their bodies count.
  callablesOfCall(Site);
  bool IsConstructor = isa<CXXConstructorDecl>(Site.Callee);
  Call &Out = add(Site.Whole, callLocation(Site.Whole),
                  IsConstructor        ? CallKind::Constructor
                  : mayDispatch(Site)  ? CallKind::Virtual
                                       : CallKind::Plain);
  const CXXMethodDecl *Exact = nullptr;
  if (const auto *Method = dyn_cast<CXXMethodDecl>(Site.Callee))
    if (Method->isVirtual() && Out.Kind == CallKind::Plain && Site.Object)
      if (const CXXRecordDecl *Type =
              Site.Object->IgnoreParenImpCasts()->getType()->getAsCXXRecordDecl())
        Exact = Method->getCorrespondingMethodInClass(Type, true);
  Out.Callee = Tu.entity(Exact ? Exact : Site.Callee);
  if (Out.Kind == CallKind::Virtual)
    Out.AsyncInterface = mayAwait(Tu, Site.Whole->getType());
  if (auto Effect = blockingEffect(Tu, Site, Judge, Knowledge))
    Out.More.change().Blocks = std::move(*Effect);
  learnModes(Site, Out);
  const Rare<BlockingEffect> &Effect = Out.More->Blocks;
  if (Effect && Effect->Category == "lock")
    if (const Expr *Lock = Site.Object ? Site.Object : Site.argument(0))
      Out.More.change().Lock = placeOf(Tu, Body.Decl, Lock);
  Out.Unseen = !Effect && Tu.isUserCode(Site.Callee) &&
               !Site.Callee->isDefined() && !Site.Callee->isDefaulted();
  bindArguments(Site, Out);
  learn(Site);
  destroyParameters(Site);
}

/// Do the function's own parameters decide whether the call waits?
void CallCollector::learnModes(const CallSite &Site, Call &Out) {
  if (Out.More->Blocks) {
    models::Models::Match Match = Tu.model(Site.Callee);
    if (Match && Match->Blocking)
      addExcuses(Tu, Body.Decl, *Match.Source,
                 Match.Source->Blockings[Match->Blocking - 1].Unless, Site,
                 Out);
  }
  if (Tu.isUserCode(Site.Callee))
    if (std::vector<PassedMode> Modes = modesOf(Tu, Body.Decl, Site);
        !Modes.empty())
      Out.More.change().Modes = std::move(Modes);
}

/// Which arguments does the callee's body see as callables or objects?
void CallCollector::bindArguments(const CallSite &Site, Call &Out) {
  if (Site.Callee && !Tu.isUserCode(Site.Callee))
    return;
  std::vector<Argument> Bound;
  auto Bind = [&](uint32_t Index, const Expr *E, QualType Type) {
    Argument A;
    A.Index = Index;
    if (Index != Argument::Receiver)
      A.Callables = callablesOf(Tu, Body.Decl, E);
    if (Type->isReferenceType() || Type->isPointerType())
      A.Object = placeOf(Tu, Body.Decl, E);
    else if (isHandleValue(Tu, Type))
      A.Object = handlePlace(Tu, Body.Decl, E);
    if (Site.Callee && Index != Argument::Receiver)
      noteIndex(Tu, Body.Decl, Site.Callee, E, A);
    if (!A.Callables.empty() || A.Object.known() || A.Finds)
      Bound.push_back(std::move(A));
  };
  if (Site.Object)
    Bind(Argument::Receiver, Site.Object,
         Ast.getLValueReferenceType(Site.Object->getType()));
  for (auto [Index, E] : llvm::enumerate(Site.Arguments))
    if (!Site.Callee)
      Bind(Index, E, E->getType());
    else if (Index < Site.Callee->getNumParams())
      Bind(Index, E, Site.Callee->getParamDecl(Index)->getType());
  Out.Arguments = std::move(Bound);
  Out.TakesReady = llvm::any_of(Site.Arguments, [&](const Expr *E) {
    return Knowledge.mayBeReady(namedObject(E));
  });
}

void extractCalls(BodyContext &Body) { CallCollector(Body).collect(); }

} // namespace cohazard::facts
