// Which threads does a body start, and who can wait for them? A call becomes a
// spawn with its handles and the arguments as the thread's function sees them.

#include "facts/Spawns.h"
#include "facts/BodyWalk.h"
#include "facts/CallSite.h"
#include "facts/Callables.h"
#include "facts/Handles.h"
#include "facts/Indices.h"
#include "facts/LocalValues.h"
#include "facts/Places.h"
#include "facts/PointerStores.h"
#include "facts/Shared.h"
#include "facts/Signals.h"
#include "facts/SpawnForms.h"
#include "facts/Threads.h"
#include "facts/WorkTargets.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace cohazard::facts {

namespace {

class SpawnCollector : public BodyWalk {
public:
  explicit SpawnCollector(BodyContext &Body)
      : BodyWalk(Body.Tu.Ast), Body(Body), Tu(Body.Tu) {}

  void collect();

private:
  void leave(const Stmt *S) override;
  void call(const CallSite &Site);
  void spawn(const CallSite &Site, const SpawnForm &Form);
  void noteTurns(const CallSite &Site);
  void noteNames();
  IndexRange rangeAround() const;
  void dropCalls(const Expr *Task);
  void noteFailure(const CallSite &Site, const SpawnForm &Form);
  void noteFirstTurn();
  Step endOf(Place Handle, bool Every);
  void joinAtEnd(const HandleUse &Use, const SpawnForm &Form);
  void handover(const Expr *E, Place From);
  void returned(const Expr *Value);
  void finish();

  BodyContext &Body;
  TuContext &Tu;
  const FieldDecl *Member = nullptr;
  llvm::SmallVector<std::pair<const VarDecl *, Join>, 2> AtEnd;
  llvm::DenseSet<EntityId> HandedOver;
};

} // namespace

void SpawnCollector::collect() {
  if (const auto *Ctor = dyn_cast_or_null<CXXConstructorDecl>(Body.Decl))
    for (const CXXCtorInitializer *Init : Ctor->inits()) {
      Member = Init->getMember();
      walk(Init->getInit());
    }
  Member = nullptr;
  walk(Body.Body);
  finish();
}

/// Joins at the end of the variables that still hold the thread by then.
void SpawnCollector::finish() {
  for (auto &[Var, Out] : AtEnd) {
    if (HandedOver.contains(Out.Handle.Variable))
      continue;
    Body.Out.Joins.push_back(std::move(Out));
    Body.happensAtEnd(Var, StepKind::Join, Body.Out.Joins.size() - 1);
  }
}

void SpawnCollector::leave(const Stmt *S) {
  const auto *E = dyn_cast<Expr>(S);
  std::optional<CallSite> Site = E ? callSite(E) : std::nullopt;
  if (!Site || !Site->Callee) {
    const auto *Return = dyn_cast<ReturnStmt>(S);
    if (const Expr *Value = Return ? Return->getRetValue() : nullptr)
      returned(Value);
    return;
  }
  call(*Site);
  extractJoins(Body, *Site, ancestors());
}

void SpawnCollector::returned(const Expr *Value) {
  if (!Body.Decl ||
      !(isHandleClass(Tu, Value->getType()->getAsCXXRecordDecl()) ||
        isHandleValue(Tu, Body.Decl->getReturnType())))
    return;
  Place From = handlePlace(Tu, Body.Decl, Value);
  if (From.Base != Place::Root::Variable)
    return;
  HandedOver.insert(From.Variable);
  Body.Out.Handovers.push_back({Tu.site(Value->getBeginLoc()), std::move(From),
                                returnedHandle(Tu, Body.Decl)});
}

/// `std::move(t)` and results of functions that return a handle.
void SpawnCollector::handover(const Expr *E, Place From) {
  HandleUse Use = handleUse(Body, E, ancestors(), Member);
  for (Place &To : Use.KeptIn) {
    if (From.Base == Place::Root::Variable)
      HandedOver.insert(From.Variable);
    Body.Out.Handovers.push_back(
        {Tu.site(callLocation(E)), From, std::move(To)});
  }
}

void SpawnCollector::call(const CallSite &Site) {
  if (const Expr *Loop = loopRunBy(Tu, Site)) {
    Body.Out.LoopRuns.push_back({Tu.site(callLocation(Site.Whole)),
                                 placeOf(Tu, Body.Decl, Loop)});
    Body.happens(Site.Whole, StepKind::LoopRun, Body.Out.LoopRuns.size() - 1);
    return;
  }
  if (std::optional<SpawnForm> Form = spawnForm(Body, Site))
    return spawn(Site, *Form);
  QualType Type = Site.Whole->getType();
  const CXXRecordDecl *Record = Type->getAsCXXRecordDecl();
  if (isa<CXXConstructExpr>(Site.Whole) ||
      !((Record && isHandleClass(Tu, Record)) ||
        isHandleValue(Tu, Site.Callee->getReturnType())))
    return;
  const IdentifierInfo *Id = Site.Callee->getIdentifier();
  if (Id && Id->isStr("move") && Site.Arguments.size() == 1) {
    if (Place From = placeOf(Tu, Body.Decl, Site.Arguments[0]); From.known())
      handover(Site.Whole, std::move(From));
  } else if (Tu.isUserCode(Site.Callee)) {
    handover(Site.Whole, returnedHandle(Tu, Site.Callee));
  }
}

void SpawnCollector::joinAtEnd(const HandleUse &Use, const SpawnForm &Form) {
  auto Add = [&](const VarDecl *Var) {
    Join Out;
    Out.Where = Tu.site(Var->getLocation());
    EntityId Id = Tu.entity(Var);
    Tu.NamedByPlaces.try_emplace(Id, Var);
    Out.Handle = {Place::Root::Variable, Id, 0, {}};
    Out.Every = true;
    AtEnd.push_back({Var, std::move(Out)});
  };
  if (Form.JoinsAtEnd && Use.Local)
    Add(Use.Local);
  for (const Expr *E : {Form.JoinsAtEnd ? Form.HandleOut : nullptr,
                        Form.PoolJoinsAtEnd ? Form.Pool : nullptr}) {
    const auto *Var = E ? dyn_cast_or_null<VarDecl>(namedObject(E)) : nullptr;
    if (Var && Var->isLocalVarDecl() && !Var->isStaticLocal() &&
        Var->getType()->isRecordType())
      Add(Var);
  }
}

/// Notes what the loop around a spawn hands to each of its threads.
void SpawnCollector::noteTurns(const CallSite &Site) {
  const Stmt *Loop = nullptr;
  for (const Stmt *S : ancestors())
    if (isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(S))
      Loop = S;
  if (!Loop)
    return;
  struct Names : BodyWalk {
    using BodyWalk::BodyWalk;
    void leave(const Stmt *S) override {
      if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
        if (const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
            Var && !Var->hasGlobalStorage())
          Found.push_back(Var);
    }
    llvm::SmallVector<const VarDecl *, 4> Found;
  } Given(Ast);
  for (const Expr *E : Site.Arguments)
    Given.walk(E);
  for (size_t I = 0; I < Given.Found.size() && I < 16; ++I) {
    Body.SpawnLoops.push_back({Loop, Tu.entity(Given.Found[I])});
    // `struct arg *a = &args[i];` hands over i as well.
    if (const Expr *Value = onlyValue(Tu, Given.Found[I]))
      Given.walk(Value);
  }
}

/// Notes what decides whether a thread is started, what takes the answer, and
/// what a branch or a loop sets beside it.
void SpawnCollector::noteNames() {
  const CompoundStmt *Beside = nullptr;
  for (const Stmt *S : ancestors()) {
    if (const auto *If = dyn_cast<IfStmt>(S)) {
      collectNames(If->getCond(), Body.SpawnNames);
      noteAllChanged(If, Body.SpawnNames);
    }
    if (const auto *Block = dyn_cast<CompoundStmt>(S))
      Beside = Block;
    else
      noteChanged(S, Body.SpawnNames);
  }
  if (Beside && Beside != Body.Body)
    for (const Stmt *S : Beside->body())
      noteChanged(S, Body.SpawnNames);
}

IndexRange SpawnCollector::rangeAround() const {
  for (const Stmt *S : llvm::reverse(ancestors()))
    if (const auto *For = dyn_cast<ForStmt>(S))
      return rangeOf(Tu, For);
  return {};
}

static bool isPackagedTask(QualType Type) {
  const CXXRecordDecl *Record =
      Type.getNonReferenceType()->getAsCXXRecordDecl();
  return Record && Record->getIdentifier() &&
         Record->getName() == "packaged_task";
}

/// The body of a coroutine does not run where its task is made.
void SpawnCollector::dropCalls(const Expr *Task) {
  if (auto Found = Body.At.find(Task); Found != Body.At.end())
    llvm::erase_if(Found->second, [](const Step &S) {
      return S.Kind == StepKind::Call;
    });
}

void SpawnCollector::spawn(const CallSite &Site, const SpawnForm &Form) {
  const Expr *Runs = loopRunBy(Tu, Form.Callable, Form.Arguments);
  if (Form.What.empty() && !Runs && !Form.Stored)
    return;
  noteTurns(Site);
  noteNames();
  HandleUse Use = handleUse(Body, Site.Whole, ancestors(), Member);
  Spawn Out;
  Out.Where = Tu.site(usedAt().isValid() ? usedAt() : callLocation(Site.Whole));
  Out.What = Form.What;
  if (Form.Stored ||
      llvm::any_of(Form.What, [](auto &Ref) { return !Ref.Function; })) {
    Out.Pointer = heldBy(Tu, Body.Decl, Form.Callable);
    Out.Signature = signatureOf(Tu, Form.Callable->getType());
  }
  Out.By = Form.By;
  Out.Count = Form.Count;
  Out.OverlapsCaller = !Form.Blocks && !Use.Joined &&
                       !(Use.Discarded && Form.JoinsAtEnd && !Form.HandleOut);
  Out.Handles = std::move(Use.KeptIn);
  auto Keep = [&](const Expr *E) {
    if (Place Handle = E ? placeOf(Tu, Body.Decl, E) : Place(); Handle.known())
      Out.Handles.push_back(std::move(Handle));
  };
  Keep(Form.HandleOut);
  Keep(Form.Pool);
  // Whoever gets a packaged task's result has seen the end of it.
  if (Form.Callable && isPackagedTask(Form.Callable->getType()))
    Keep(Form.Callable);
  Out.Range = rangeAround();
  Out.OnLoop = Form.OnLoop;
  Out.EachOnce = Form.EachOnce;
  if (const Expr *Loop = Form.OnLoop ? Form.Loop : Runs)
    Out.Loop = placeOf(Tu, Body.Decl, Loop);
  if (Form.Serial)
    Out.Serial = placeOf(Tu, Body.Decl, Form.Serial);
  if (Form.Task)
    dropCalls(Form.Task);
  addArguments(Body, Form, Out);
  joinAtEnd(Use, Form);
  Body.Out.Spawns.push_back(std::move(Out));
  Body.happens(Site.Whole, StepKind::Spawn, Body.Out.Spawns.size() - 1);
  noteFailure(Site, Form);
  noteFirstTurn();
}

/// `if (pthread_create(&t, ...)) return;`: no thread was started there.
void SpawnCollector::noteFailure(const CallSite &Site, const SpawnForm &Form) {
  if (!Form.HandleOut || !Site.Whole->getType()->isIntegralOrEnumerationType())
    return;
  if (Place Handle = placeOf(Tu, Body.Decl, Form.HandleOut); Handle.known())
    Body.Outcomes[Site.Whole].Steps.push_back(endOf(std::move(Handle), false));
}

Step SpawnCollector::endOf(Place Handle, bool Every) {
  Join Out;
  Out.Where = Body.Out.Spawns.back().Where;
  Out.Handle = std::move(Handle);
  Out.Every = Every;
  Body.Out.Joins.push_back(std::move(Out));
  return {StepKind::Join, static_cast<uint32_t>(Body.Out.Joins.size() - 1)};
}

/// `if (i == 0)` in the loop that starts the threads: none of them runs yet.
void SpawnCollector::noteFirstTurn() {
  const ForStmt *Loop = nullptr;
  for (const Stmt *S : ancestors())
    if (const auto *For = dyn_cast<ForStmt>(S))
      Loop = For;
  auto [Counter, First] = Loop ? counterOf(Loop)
                               : std::pair<const VarDecl *, const Expr *>();
  Expr::EvalResult Start;
  if (!Counter || !First || !First->EvaluateAsInt(Start, Ast))
    return;
  struct Finder : BodyWalk {
    using BodyWalk::BodyWalk;
    void leave(const Stmt *S) override {
      const auto *Test = dyn_cast<BinaryOperator>(S);
      Expr::EvalResult Value;
      if (Test && Test->getOpcode() == BO_EQ &&
          namedObject(Test->getLHS()) == Counter &&
          Test->getRHS()->EvaluateAsInt(Value, Ast) &&
          Value.Val.getInt().getExtValue() == Start)
        Found.push_back(Test);
      const auto *Not = dyn_cast<UnaryOperator>(S);
      if (Not && Not->getOpcode() == UO_LNot && Start == 0 &&
          namedObject(Not->getSubExpr()) == Counter)
        Found.push_back(Not);
    }
    const VarDecl *Counter = nullptr;
    int64_t Start = 0;
    llvm::SmallVector<const Expr *, 2> Found;
  } Tests(Ast);
  Tests.Counter = Counter;
  Tests.Start = Start.Val.getInt().getExtValue();
  Tests.walk(Loop->getBody());
  for (const Expr *Test : Tests.Found)
    for (const Place &Handle : Body.Out.Spawns.back().Handles)
      Body.Outcomes[Test].Steps.push_back(endOf(Handle, true));
}

void extractSpawns(BodyContext &Body) { SpawnCollector(Body).collect(); }

} // namespace cohazard::facts
