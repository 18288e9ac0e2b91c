// What does a body call, explicitly or not? Function and member calls,
// operators, constructors, destructors of locals and temporaries, and the
// callables that are invoked on the spot.

#include "facts/BodyWalk.h"
#include "facts/CallSite.h"
#include "facts/Callables.h"
#include "facts/Coroutines.h"
#include "facts/Effects.h"
#include "facts/Executors.h"
#include "facts/Extract.h"
#include "facts/Places.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;

namespace cohazard::facts {

namespace {

class CallCollector : public BodyWalk {
public:
  explicit CallCollector(BodyContext &Body)
      : BodyWalk(Body.Tu.Ast), Body(Body), Tu(Body.Tu),
        Judge(Body.Tu, Body.Body, Knowledge) {}

  void collect();

private:
  bool enter(const Stmt *S) override;
  void leave(const Stmt *S) override;
  void variable(const VarDecl *Var) override;

  void call(const CallSite &Site);
  void indirectCall(const CallSite &Site);
  void callablesOfCall(const CallSite &Site);
  void invokeModelled(const CallSite &Site, const models::Spawner &Model);
  void registerHandlers(const CallSite &Site, const models::Spawner &Model);
  void offload(const CallSite &Site);
  void destroy(const CXXDestructorDecl *D, const Stmt *At, SourceLocation Loc,
               const VarDecl *Local, const Expr *Made);
  void destroyMembers();
  void bindArguments(const CallSite &Site, Call &Out);
  void learn(const CallSite &Site);
  void learnNonBlocking(const CallSite &Site);
  Call &add(const Stmt *At, SourceLocation Loc, CallKind Kind);
  void dropReleasedDestructors();

  BodyContext &Body;
  TuContext &Tu;
  BodyKnowledge Knowledge;
  Conditions Judge;
  /// Locals that give up what their destructor would wait for.
  llvm::SmallPtrSet<const ValueDecl *, 8> Released, MovedAway;
  llvm::SmallVector<std::pair<uint32_t, const VarDecl *>, 4> ScopeEnds;
};

} // namespace

static const CXXRecordDecl *classOf(const Expr *E) {
  QualType Type = E->getType();
  if (Type->isPointerType())
    Type = Type->getPointeeType();
  return Type->getAsCXXRecordDecl();
}

void CallCollector::collect() {
  const auto *Ctor = dyn_cast_or_null<CXXConstructorDecl>(Body.Decl);
  if (Ctor)
    for (const CXXCtorInitializer *Init : Ctor->inits())
      walk(Init->getInit());
  walk(Body.Body);
  destroyMembers();
  dropReleasedDestructors();
  markHops(Body);
}

bool CallCollector::enter(const Stmt *S) {
  if (const auto *Lambda = dyn_cast<LambdaExpr>(S))
    Body.Lambdas.push_back(Lambda);
  if (const auto *Range = dyn_cast<CXXForRangeStmt>(S))
    if (const Expr *Init = Range->getRangeInit())
      if (const ValueDecl *Whole = namedObject(Init))
        Knowledge.ElementOf[Range->getLoopVariable()] = Whole;
  return true;
}

void CallCollector::leave(const Stmt *S) {
  const auto *E = dyn_cast<Expr>(S);
  if (!E) {
    if (const auto *Return = dyn_cast<ReturnStmt>(S))
      if (const Expr *Value = Return->getRetValue())
        MovedAway.insert(namedObject(Value));
    if (const auto *Return = dyn_cast<CoreturnStmt>(S))
      if (const Expr *Value = Return->getOperand())
        MovedAway.insert(namedObject(Value));
    return;
  }
  if (namesWouldBlock(Tu, E))
    Body.Out.KnowsWouldBlock = true;
  if (std::optional<CallSite> Site = callSite(E))
    return call(*Site);
  if (isa<CoawaitExpr, CoyieldExpr>(E)) {
    Body.Out.Suspensions.push_back({Tu.site(E->getExprLoc())});
    Body.happens(E, StepKind::Suspension, Body.Out.Suspensions.size() - 1);
  } else if (const auto *Delete = dyn_cast<CXXDeleteExpr>(E)) {
    QualType Type = Delete->getDestroyedType();
    const CXXRecordDecl *Record =
        Type.isNull() ? nullptr : Type->getAsCXXRecordDecl();
    if (Record && Record->hasDefinition())
      destroy(Record->getDestructor(), E, E->getBeginLoc(), nullptr,
              Delete->getArgument());
  } else if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(E)) {
    const CXXRecordDecl *Record = E->getType()->getAsCXXRecordDecl();
    if (Record && Record->hasDefinition() &&
        Temporary->getStorageDuration() == SD_FullExpression)
      destroy(Record->getDestructor(), E, E->getBeginLoc(), nullptr,
              Temporary->getSubExpr());
  } else if (const auto *Temporary = dyn_cast<CXXBindTemporaryExpr>(E)) {
    // A discarded value: `f();` where f returns an object.
    const Stmt *Around = nullptr;
    for (const Stmt *Ancestor : llvm::reverse(ancestors()))
      if (!isa<ExprWithCleanups, CXXBindTemporaryExpr>(Ancestor)) {
        Around = Ancestor;
        break;
      }
    if (!Around || isa<CompoundStmt>(Around))
      destroy(Temporary->getTemporary()->getDestructor() ? const_cast<CXXDestructorDecl *>(Temporary->getTemporary()->getDestructor()) : nullptr,
              E, E->getBeginLoc(), nullptr, Temporary->getSubExpr());
  }
  if (const auto *Await = dyn_cast<CoawaitExpr>(E)) {
    // What was awaited is complete: a later get() does not wait.
    struct Names : BodyWalk {
      Names(ASTContext &Ast, BodyKnowledge &Knowledge)
          : BodyWalk(Ast), Knowledge(Knowledge) {}
      void leave(const Stmt *S) override {
        if (const auto *Operand = dyn_cast<Expr>(S))
          if (isa<DeclRefExpr, MemberExpr>(Operand))
            if (const ValueDecl *D = namedObject(Operand))
              Knowledge.Ready.insert(D);
      }
      BodyKnowledge &Knowledge;
    };
    Names(Ast, Knowledge).walk(Await->getOperand());
  }
}

void CallCollector::variable(const VarDecl *Var) {
  const CXXRecordDecl *Record = Var->getType()->getAsCXXRecordDecl();
  if (!Var->isLocalVarDecl() || Var->isStaticLocal() || !Record ||
      !Record->hasDefinition())
    return;
  destroy(Record->getDestructor(), nullptr, Var->getLocation(), Var,
          Var->getInit());
}

Call &CallCollector::add(const Stmt *At, SourceLocation Loc, CallKind Kind) {
  Call &Out = Body.Out.Calls.emplace_back();
  Out.Where = Tu.site(usedAt().isValid() ? usedAt() : Loc);
  Out.Kind = Kind;
  if (At)
    Body.happens(At, StepKind::Call, Body.Out.Calls.size() - 1);
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

void CallCollector::call(const CallSite &Site) {
  learnNonBlocking(Site);
  if (!Site.Callee)
    return indirectCall(Site);
  // Copies and moves of values are no calls that a programmer thinks of, but
  // their bodies count.
  callablesOfCall(Site);
  bool IsConstructor = isa<CXXConstructExpr>(Site.Whole);
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
  Out.Blocks = blockingEffect(Tu, Site, Judge, Knowledge);
  if (Out.Blocks && Out.Blocks->Category == "lock")
    if (const Expr *Lock = Site.Object ? Site.Object : Site.argument(0))
      Out.Lock = placeOf(Tu, Body.Decl, Lock);
  bindArguments(Site, Out);
  learn(Site);
}

/// Which arguments does the callee's body see as callables or objects?
void CallCollector::bindArguments(const CallSite &Site, Call &Out) {
  if (!Tu.isUserCode(Site.Callee))
    return;
  std::vector<Argument> Bound;
  auto Bind = [&](uint32_t Index, const Expr *E, QualType Type) {
    Argument A;
    A.Index = Index;
    if (Index != Argument::Receiver)
      A.Callables = callablesOf(Tu, Body.Decl, E);
    if (Type->isReferenceType() || Type->isPointerType())
      A.Object = placeOf(Tu, Body.Decl, E);
    if (!A.Callables.empty() || A.Object.known())
      Bound.push_back(std::move(A));
  };
  if (Site.Object)
    Bind(Argument::Receiver, Site.Object,
         Ast.getLValueReferenceType(Site.Object->getType()));
  for (auto [Index, E] : llvm::enumerate(Site.Arguments))
    if (Index < Site.Callee->getNumParams())
      Bind(Index, E, Site.Callee->getParamDecl(Index)->getType());
  Out.Arguments = std::move(Bound);
}

void CallCollector::indirectCall(const CallSite &Site) {
  const auto *Whole = dyn_cast<CallExpr>(Site.Whole);
  if (!Whole)
    return;
  std::vector<CallableRef> Targets =
      callablesOf(Tu, Body.Decl, Whole->getCallee());
  if (Targets.empty())
    ++Tu.Facts.UnknownCalls;
  for (const CallableRef &Target : Targets) {
    Call &Out = add(Site.Whole, callLocation(Site.Whole), CallKind::Invocation);
    Out.Callee = Target.Function;
    Out.InvokedParameter = Target.Parameter;
  }
}

/// Follows callables into library code that a model knows, and calls of
/// std::function and its like to what they hold.
void CallCollector::callablesOfCall(const CallSite &Site) {
  offload(Site);
  models::Models::Match Match = Tu.model(Site.Callee);
  if (Match && Match->Spawner) {
    const models::Spawner &Model = Match.Source->Spawners[Match->Spawner - 1];
    if (Model.Where == models::RunsOn::SameThread &&
        Model.End == models::Completion::Returns)
      invokeModelled(Site, Model);
  }
  if (Match && Match->Callback)
    registerHandlers(Site, Match.Source->Spawners[Match->Callback - 1]);
  const auto *Method = dyn_cast<CXXMethodDecl>(Site.Callee);
  if (Method && Method->getOverloadedOperator() == OO_Call && Site.Object &&
      !Tu.isUserCode(Method))
    for (const CallableRef &Target : callablesOf(Tu, Body.Decl, Site.Object)) {
      Call &Out =
          add(Site.Whole, callLocation(Site.Whole), CallKind::Invocation);
      Out.Callee = Target.Function;
      Out.InvokedParameter = Target.Parameter;
    }
}

/// The callables that \p Model takes from \p Site's arguments, also out of
/// wrappers nobody modelled.
static std::vector<CallableRef> callablesTaken(TuContext &Tu,
                                               const FunctionDecl *Enclosing,
                                               const CallSite &Site,
                                               const models::Callable &Which) {
  std::vector<CallableRef> Found;
  auto Take = [&](const Expr *E) {
    std::vector<CallableRef> Here = callablesOf(Tu, Enclosing, E);
    if (Here.empty())
      if (std::optional<CallSite> Wrapper =
              callSite(E->IgnoreImplicit()->IgnoreParenCasts()))
        for (const Expr *Inner : Wrapper->Arguments)
          for (CallableRef &Callable : callablesOf(Tu, Enclosing, Inner))
            Here.push_back(Callable);
    Found.insert(Found.end(), Here.begin(), Here.end());
  };
  if (Which.Kind == models::CallableKind::EveryArgument) {
    for (const Expr *E : Site.Arguments)
      Take(E);
  } else if (Which.Kind == models::CallableKind::Argument) {
    const Expr *E = Which.Arg == models::LastArg && !Site.Arguments.empty()
                        ? Site.Arguments.back()
                        : Site.argument(Which.Arg);
    if (E)
      Take(E);
  }
  return Found;
}

void CallCollector::invokeModelled(const CallSite &Site,
                                   const models::Spawner &Model) {
  for (const CallableRef &Target :
       callablesTaken(Tu, Body.Decl, Site, Model.What)) {
    Call &Out = add(Site.Whole, callLocation(Site.Whole), CallKind::Invocation);
    Out.Callee = Target.Function;
    Out.InvokedParameter = Target.Parameter;
    Out.Through = qualifiedName(Site.Callee);
  }
}

void CallCollector::registerHandlers(const CallSite &Site,
                                     const models::Spawner &Model) {
  const models::Executor *Executor = executorOf(Tu, Site);
  if (Executor && Executor->BlockingAllowed)
    return;
  for (const CallableRef &Target :
       callablesTaken(Tu, Body.Decl, Site, Model.What))
    Body.Out.Registrations.push_back({Tu.site(callLocation(Site.Whole)),
                                      Target, qualifiedName(Site.Callee)});
}

/// A lambda handed to an executor where blocking is allowed, or to a function
/// annotated `cohazard::offload`, does not run on the event loop, be it a
/// coroutine or not.
void CallCollector::offload(const CallSite &Site) {
  const models::Executor *Executor = executorOf(Tu, Site);
  bool Allowed = Executor && Executor->BlockingAllowed;
  if (!Allowed && !isAnnotated(Site.Callee, "cohazard::offload"))
    return;
  struct LambdaFinder : BodyWalk {
    LambdaFinder(TuContext &Tu) : BodyWalk(Tu.Ast), Tu(Tu) {}
    bool enter(const Stmt *S) override {
      if (const auto *Lambda = dyn_cast<LambdaExpr>(S))
        Tu.Offloaded.insert(Lambda->getCallOperator()->getCanonicalDecl());
      return true;
    }
    TuContext &Tu;
  };
  for (const Expr *Argument : Site.Arguments)
    LambdaFinder(Tu).walk(Argument);
}

void CallCollector::destroy(const CXXDestructorDecl *D, const Stmt *At,
                            SourceLocation Loc, const VarDecl *Local,
                            const Expr *Made) {
  if (!D || D->isTrivial() || D->isDeleted())
    return;
  models::Models::Match Match = Tu.model(D);
  if (!Match && !Tu.isUserCode(D))
    return;
  CallSite Site;
  Site.Whole = Made;
  Site.Callee = D;
  Site.Object = Made;
  bool Virtual = isa_and_nonnull<CXXDeleteExpr>(At) && D->isVirtual();
  Call &Out =
      add(At, Loc, Virtual ? CallKind::Virtual : CallKind::Destructor);
  Out.Callee = Tu.entity(D);
  Out.Blocks = blockingEffect(Tu, Site, Judge, Knowledge);
  if (!Local)
    return;
  Argument Receiver;
  Receiver.Index = Argument::Receiver;
  Receiver.Object.Base = Place::Root::Variable;
  Receiver.Object.Variable = Tu.entity(Local);
  Out.Arguments.push_back(std::move(Receiver));
  uint32_t Index = Body.Out.Calls.size() - 1;
  Body.happensAtEnd(Local, StepKind::Call, Index);
  ScopeEnds.push_back({Index, Local});
}

/// A destructor destroys the members and bases after its body.
void CallCollector::destroyMembers() {
  const auto *D = dyn_cast_or_null<CXXDestructorDecl>(Body.Decl);
  if (!D)
    return;
  auto Destroy = [&](QualType Type, const FieldDecl *Member) {
    Type = Ast.getBaseElementType(Type);
    const CXXRecordDecl *Record = Type->getAsCXXRecordDecl();
    if (!Record || !Record->hasDefinition() || !Record->getDestructor())
      return;
    size_t Before = Body.Out.Calls.size();
    destroy(Record->getDestructor(), D->getBody(), D->getLocation(), nullptr,
            nullptr);
    if (Member && Body.Out.Calls.size() > Before) {
      Argument Receiver;
      Receiver.Index = Argument::Receiver;
      Receiver.Object.Base = Place::Root::Receiver;
      Receiver.Object.Path.push_back({Tu.entity(Member)});
      Body.Out.Calls.back().Arguments.push_back(std::move(Receiver));
    }
  };
  for (const FieldDecl *Member : D->getParent()->fields())
    Destroy(Member->getType(), Member);
  for (const CXXBaseSpecifier &Base : D->getParent()->bases())
    Destroy(Base.getType(), nullptr);
}

/// What does the call tell of its object: is it ready, joined, moved away?
void CallCollector::learn(const CallSite &Site) {
  const IdentifierInfo *Id = Site.Callee->getIdentifier();
  if (Site.Callee->isInStdNamespace() && Id && Id->isStr("move") &&
      Site.Arguments.size() == 1)
    MovedAway.insert(namedObject(Site.Arguments[0]));
  const ValueDecl *Object = Site.Object ? namedObject(Site.Object) : nullptr;
  if (!Object || !Id)
    return;
  static const llvm::StringSet<> ReadyTests = {
      "is_ready", "isReady",     "ready",     "is_done", "isDone",
      "done",     "isFinished",  "poll",      "available", "hasResult",
      "wait_for", "wait_until",  "wait",      "await_ready", "has_result"};
  static const llvm::StringSet<> Releases = {
      "join", "detach", "get", "wait", "release", "reset", "swap", "share"};
  models::Models::Match Match = Tu.model(Site.Callee);
  if (ReadyTests.contains(Id->getName()) ||
      (Match && (Match->Functions & models::ReadyTest)))
    Knowledge.Ready.insert(Object);
  if (Releases.contains(Id->getName()))
    Released.insert(Object);
}

void CallCollector::learnNonBlocking(const CallSite &Site) {
  if (!Site.Callee)
    return;
  const ValueDecl *Result = nullptr;
  for (const Stmt *Ancestor : llvm::reverse(ancestors())) {
    if (const auto *Declared = dyn_cast<DeclStmt>(Ancestor)) {
      if (Declared->isSingleDecl())
        Result = dyn_cast<VarDecl>(Declared->getSingleDecl());
      break;
    }
    const auto *Assign = dyn_cast<BinaryOperator>(Ancestor);
    if (Assign && Assign->isAssignmentOp()) {
      Result = namedObject(Assign->getLHS());
      break;
    }
    if (!isa<Expr>(Ancestor))
      break;
  }
  noteNonBlocking(Tu, Site, Result);
}

/// A local that was joined, moved or returned does not wait at its end.
void CallCollector::dropReleasedDestructors() {
  for (auto [Index, Local] : ScopeEnds) {
    Call &End = Body.Out.Calls[Index];
    if (MovedAway.contains(Local) || (End.Blocks && Released.contains(Local))) {
      End.Blocks.reset();
      if (MovedAway.contains(Local))
        End.Callee = {};
    }
  }
}

void extractCalls(BodyContext &Body) { CallCollector(Body).collect(); }

} // namespace cohazard::facts
