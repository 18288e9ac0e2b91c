#include "facts/Signals.h"
#include "facts/CallSite.h"
#include "facts/LocalValues.h"
#include "facts/Places.h"
#include "source/Words.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;

namespace cohazard::facts {

static std::optional<AtomicUse::Kind> kindByName(llvm::StringRef Name) {
  if (isOneOf(Name, {"load", "test", "atomic_load", "atomic_load_explicit",
                     "load_n", "loadAcquire", "loadRelaxed"}))
    return AtomicUse::Load;
  if (isOneOf(Name,
              {"store", "clear", "atomic_store", "atomic_store_explicit",
               "store_n", "atomic_flag_clear", "atomic_flag_clear_explicit",
               "lock_release", "storeRelease", "storeRelaxed"}))
    return AtomicUse::Store;
  if (isOneOf(Name, {"exchange", "test_and_set", "atomic_exchange",
                     "atomic_exchange_explicit", "atomic_flag_test_and_set",
                     "atomic_flag_test_and_set_explicit", "exchange_n",
                     "lock_test_and_set", "fetchAndStoreOrdered"}))
    return AtomicUse::Exchange;
  if (Name.contains("compare_exchange") || Name.contains("compare_and_swap") ||
      Name == "testAndSetOrdered" || Name == "testAndSetAcquire")
    return AtomicUse::Compare;
  if (Name.contains("fetch_") || Name.contains("_fetch") ||
      Name.starts_with("fetchAnd") || Name == "ref" || Name == "deref")
    return AtomicUse::Modify;
  if (Name == "wait")
    return AtomicUse::Wait;
  return std::nullopt;
}

static bool isAtomicClass(TuContext &Tu, const CXXRecordDecl *Record) {
  if (!Record || !Record->getIdentifier())
    return false;
  models::Models::Match Match = Tu.model(Record);
  if (Match && (Match->Types & models::AtomicType))
    return true;
  return !Tu.isUserCode(Record) && (Record->getName().starts_with("atomic") ||
                                    Record->getName().starts_with("__atomic"));
}

static std::optional<AtomicUse> byMember(TuContext &Tu, const CallSite &Site) {
  const auto *Method = dyn_cast<CXXMethodDecl>(Site.Callee);
  if (!Method || !Site.Object || !isAtomicClass(Tu, Method->getParent()))
    return std::nullopt;
  if (isa<CXXConversionDecl>(Method))
    return AtomicUse{AtomicUse::Load, Site.Object};
  switch (Method->getOverloadedOperator()) {
  case OO_None:
    break;
  case OO_Equal:
    return AtomicUse{AtomicUse::Store, Site.Object};
  default:
    return AtomicUse{AtomicUse::Modify, Site.Object};
  }
  if (Method->getIdentifier())
    if (auto Kind = kindByName(Method->getName()))
      return AtomicUse{*Kind, Site.Object};
  return std::nullopt;
}

static std::optional<AtomicUse> byFunction(const CallSite &Site) {
  if (Site.Arguments.empty() || !Site.Callee->getIdentifier() ||
      isa<CXXMethodDecl>(Site.Callee))
    return std::nullopt;
  llvm::StringRef Name = Site.Callee->getName();
  if (!Name.consume_front("__sync_") && !Name.consume_front("__atomic_") &&
      !Name.starts_with("atomic_"))
    return std::nullopt;
  // The builtins come in sizes: __sync_lock_test_and_set_4.
  while (!Name.empty() && (llvm::isDigit(Name.back()) || Name.back() == '_'))
    Name = Name.drop_back();
  if (auto Kind = kindByName(Name))
    return AtomicUse{*Kind, Site.Arguments[0]};
  return std::nullopt;
}

std::optional<AtomicUse> atomicUse(TuContext &Tu, const Expr *E) {
  if (const auto *Builtin = dyn_cast<AtomicExpr>(E)) {
    std::string Name = Builtin->getOpAsString().str();
    llvm::StringRef Text = Name;
    for (llvm::StringRef Prefix : {"__c11_atomic_", "__atomic_"})
      if (Text.consume_front(Prefix))
        break;
    if (auto Kind = kindByName(Text))
      return AtomicUse{*Kind, Builtin->getPtr()};
    return std::nullopt;
  }
  if (const auto *Cast = dyn_cast<ImplicitCastExpr>(E)) {
    if (Cast->getCastKind() != CK_AtomicToNonAtomic)
      return std::nullopt;
    const Expr *Object = Cast->getSubExpr();
    // C loads an _Atomic first, and takes the value out of that.
    if (const auto *Load = dyn_cast<ImplicitCastExpr>(Object))
      Object = Load->getSubExpr();
    return AtomicUse{AtomicUse::Load, Object};
  }
  if (const auto *Unary = dyn_cast<UnaryOperator>(E)) {
    if (Unary->isIncrementDecrementOp() &&
        Unary->getSubExpr()->getType()->isAtomicType())
      return AtomicUse{AtomicUse::Modify, Unary->getSubExpr()};
    return std::nullopt;
  }
  if (const auto *Binary = dyn_cast<BinaryOperator>(E)) {
    if (Binary->isAssignmentOp() && Binary->getLHS()->getType()->isAtomicType())
      return AtomicUse{Binary->isCompoundAssignmentOp() ? AtomicUse::Modify
                                                        : AtomicUse::Store,
                       Binary->getLHS()};
    return std::nullopt;
  }
  std::optional<CallSite> Site = callSite(E);
  if (!Site || !Site->Callee)
    return std::nullopt;
  if (auto Use = byMember(Tu, *Site))
    return Use;
  return byFunction(*Site);
}

namespace {
struct SignalUse {
  const Expr *Object = nullptr;
  bool Gives = false, Waits = false;
};
} // namespace

static SignalUse byClass(const CallSite &Site) {
  const auto *Method = dyn_cast<CXXMethodDecl>(Site.Callee);
  if (!Method || !Method->getIdentifier() ||
      !Method->getParent()->getIdentifier())
    return {};
  llvm::StringRef Class = Method->getParent()->getName();
  llvm::StringRef Name = Method->getName();
  const bool Known = isOneOf(
      Class, {"latch", "barrier", "counting_semaphore", "promise", "future",
              "shared_future", "__basic_future", "condition_variable",
              "condition_variable_any", "QSemaphore", "QWaitCondition", "Baton",
              "Notification", "BlockingCounter", "Barrier", "Latch", "Event",
              "packaged_task"});
  if (!Known)
    return {};
  if (isOneOf(Name, {"count_down", "arrive", "release", "set_value",
                     "set_exception", "notify_one", "notify_all", "post",
                     "Notify", "wakeOne", "wakeAll", "DecrementCount", "set",
                     "set_value_at_thread_exit", "operator()"}))
    return {Site.Object, true, false};
  if (isOneOf(Name, {"arrive_and_wait", "Block"}))
    return {Site.Object, true, true};
  if (isOneOf(Name, {"wait", "acquire", "get", "WaitForNotification", "Wait",
                     "wait_for", "wait_until"}))
    return {Site.Object, false, true};
  return {};
}

static SignalUse byFunctionName(const CallSite &Site) {
  if (Site.Arguments.empty() || !Site.Callee->getIdentifier() ||
      isa<CXXMethodDecl>(Site.Callee))
    return {};
  llvm::StringRef Name = Site.Callee->getName();
  const Expr *First = Site.Arguments[0];
  if (isOneOf(Name, {"sem_post", "pthread_cond_signal", "cnd_signal",
                     "pthread_cond_broadcast", "cnd_broadcast"}))
    return {First, true, false};
  if (isOneOf(Name, {"sem_wait", "pthread_cond_wait", "cnd_wait",
                     "pthread_cond_timedwait", "cnd_timedwait"}))
    return {First, false, true};
  if (Name == "pthread_barrier_wait")
    return {First, true, true};
  return {};
}

const Expr *signalledObject(TuContext &Tu, const Expr *E) {
  const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
  const auto *Var = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  const Expr *Value = Var ? onlyValue(Tu, Var) : nullptr;
  if (!Value)
    return E;
  const Expr *Made = withoutWrappers(Value);
  if (const auto *Copy = dyn_cast<CXXConstructExpr>(Made))
    if (Copy->getNumArgs() == 1)
      Made = withoutWrappers(Copy->getArg(0));
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(Made))
    if (const CXXMethodDecl *Method = Call->getMethodDecl();
        Method && Method->getIdentifier() && Method->getName() == "get_future")
      return Call->getImplicitObjectArgument();
  return E;
}

/// The condition of the innermost loop or `if` around \p E, if \p E is in its
/// body: `while (!ready) cv.wait(lock);` waits even where it need not.
static const Stmt *loopCondition(const Expr *E,
                                 llvm::ArrayRef<const Stmt *> Around) {
  const Stmt *Inner = E;
  for (const Stmt *S : llvm::reverse(Around)) {
    if (const auto *While = dyn_cast<WhileStmt>(S))
      return While->getBody() == Inner ? While->getCond() : nullptr;
    if (const auto *For = dyn_cast<ForStmt>(S))
      return For->getBody() == Inner ? For->getCond() : nullptr;
    if (isa<DoStmt, CXXForRangeStmt, LambdaExpr>(S))
      return nullptr;
    Inner = S;
  }
  return nullptr;
}

bool isPromise(const CXXRecordDecl *Record) {
  return Record->getIdentifier() && Record->getName() == "promise";
}

/// A promise that is a parameter or a capture is the one that was moved there.
static Place signalPlace(const BodyContext &Body, const Expr *Object) {
  const auto *Ref = dyn_cast<DeclRefExpr>(Object->IgnoreParenImpCasts());
  const auto *Var = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  const CXXRecordDecl *Record =
      Var ? Var->getType()->getAsCXXRecordDecl() : nullptr;
  if (Record && isPromise(Record)) {
    if (Var->isInitCapture() && Var->getInit())
      return placeOf(Body.Tu, Body.Decl, Var->getInit());
    if (const auto *Parm = dyn_cast<ParmVarDecl>(Var);
        Parm && Parm->getDeclContext() == Body.Decl)
      return {Place::Root::Parameter, {}, Parm->getFunctionScopeIndex(), {}};
  }
  return placeOf(Body.Tu, Body.Decl, Object);
}

static Step signalStep(BodyContext &Body, const Expr *Object, const Expr *At,
                       bool Waits) {
  Signal Out;
  Out.Where = Body.Tu.site(At->getBeginLoc());
  Out.What = signalPlace(Body, Object);
  Out.Waits = Waits;
  Body.Out.Signals.push_back(std::move(Out));
  return {StepKind::Signal, static_cast<uint32_t>(Body.Out.Signals.size() - 1)};
}

static void atomicSignals(BodyContext &Body, const Expr *E,
                          const AtomicUse &Use) {
  switch (Use.What) {
  case AtomicUse::Load: {
    Outcome &Out = Body.Outcomes[E];
    Out.Steps.push_back(signalStep(Body, Use.Object, E, true));
    Out.NotIntoLoop = true;
    break;
  }
  case AtomicUse::Wait:
    Body.At[E].push_back(signalStep(Body, Use.Object, E, true));
    break;
  default:
    Body.At[E].push_back(signalStep(Body, Use.Object, E, false));
  }
}

void extractSignals(BodyContext &Body, const Expr *E,
                    llvm::ArrayRef<const Stmt *> Around) {
  if (std::optional<AtomicUse> Use = atomicUse(Body.Tu, E))
    return atomicSignals(Body, E, *Use);
  std::optional<CallSite> Site = callSite(E);
  if (!Site || !Site->Callee)
    return;
  SignalUse Use = byClass(*Site);
  if (!Use.Object)
    Use = byFunctionName(*Site);
  if (!Use.Object)
    return;
  const Expr *Object = signalledObject(Body.Tu, Use.Object);
  if (!signalPlace(Body, Object).known())
    return;
  if (Use.Gives)
    Body.At[E].push_back(signalStep(Body, Object, E, false));
  if (Use.Waits) {
    Step Waited = signalStep(Body, Object, E, true);
    if (const Stmt *Condition = loopCondition(E, Around))
      Body.At[Condition].push_back(Waited);
    Body.At[E].push_back(Waited);
  }
}

} // namespace cohazard::facts
