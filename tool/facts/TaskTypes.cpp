#include "facts/TaskTypes.h"
#include "facts/CoroutineTypes.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/Stmt.h"

using namespace clang;

namespace cohazard::facts {

TaskTable &TaskTable::of(TuContext &Tu) {
  if (!Tu.Tasks)
    Tu.Tasks = std::make_shared<TaskTable>(Tu);
  return *Tu.Tasks;
}

//===-- Lazy or eager -----------------------------------------------------===//

/// What \p F always returns, if its body says so.
static std::optional<bool> constantResult(const FunctionDecl *F) {
  const Stmt *Body = F ? F->getBody() : nullptr;
  const auto *Block = dyn_cast_or_null<CompoundStmt>(Body);
  if (!Block || Block->size() != 1)
    return std::nullopt;
  const auto *Return = dyn_cast<ReturnStmt>(Block->body_front());
  if (!Return || !Return->getRetValue())
    return std::nullopt;
  const auto *Value = dyn_cast<CXXBoolLiteralExpr>(
      Return->getRetValue()->IgnoreParenImpCasts());
  if (!Value)
    return std::nullopt;
  return Value->getValue();
}

static const FunctionDecl *definedMember(const CXXRecordDecl *Record,
                                         StringRef Name) {
  for (const NamedDecl *D : membersNamed(Record, Name))
    if (const FunctionDecl *F = asFunction(D)) {
      const FunctionDecl *Definition = nullptr;
      if (F->hasBody(Definition))
        return Definition;
      // A member that nothing called is not instantiated: ask its pattern.
      if (const FunctionDecl *Pattern = F->getTemplateInstantiationPattern())
        if (Pattern->hasBody(Definition))
          return Definition;
    }
  return nullptr;
}

static bool mentions(const Stmt *S, const ValueDecl *What) {
  if (!S)
    return false;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
    if (Ref->getDecl() == What)
      return true;
  return llvm::any_of(S->children(),
                      [&](const Stmt *Child) { return mentions(Child, What); });
}

/// Hands the awaiter's await_suspend the coroutine on, so that it will run?
static bool passesHandleOn(const CXXRecordDecl *Awaiter) {
  const FunctionDecl *Suspend = definedMember(Awaiter, "await_suspend");
  return Suspend && Suspend->getNumParams() == 1 &&
         mentions(Suspend->getBody(), Suspend->getParamDecl(0));
}

/// Does a coroutine with this promise wait for its first await to start?
/// Unknown answers are yes: most libraries' tasks are lazy.
static bool startsLazily(TuContext &Tu, const CXXRecordDecl *Promise) {
  const CXXRecordDecl *Awaiter = nullptr;
  for (const NamedDecl *D : membersNamed(Promise, "initial_suspend"))
    if (const FunctionDecl *F = asFunction(D)) {
      QualType Returned = F->getReturnType();
      if (const auto *Deduced = Returned->getContainedDeducedType())
        if (Deduced->isDeduced())
          Returned = Deduced->getDeducedType();
      Awaiter = recordOf(Returned);
    }
  Awaiter = awaiterOf(Tu, Awaiter);
  if (!Awaiter)
    return true;
  if (Awaiter->isInStdNamespace())
    return Awaiter->getName() != "suspend_never";
  for (const CXXBaseSpecifier &Base : Awaiter->bases())
    if (const CXXRecordDecl *Class = Base.getType()->getAsCXXRecordDecl())
      if (Class->isInStdNamespace() && Class->getName() == "suspend_never")
        return !hasMember(Awaiter, "await_ready");
  if (std::optional<bool> Ready =
          constantResult(definedMember(Awaiter, "await_ready")))
    return !*Ready && !passesHandleOn(Awaiter);
  return true;
}

//===-- Structure ---------------------------------------------------------===//

static bool isSender(const CXXRecordDecl *Record) {
  return hasMember(Record, "sender_concept") ||
         hasMember(Record, "is_sender") ||
         hasMember(Record, "completion_signatures") ||
         (hasMember(Record, "value_types") && hasMember(Record, "error_types"));
}

/// Does the promise take a \p Record in `co_await`, by a parameter that names
/// its type?
static bool transformsNamed(const CXXRecordDecl *Promise,
                            const CXXRecordDecl *Record) {
  for (const NamedDecl *D : membersNamed(Promise, "await_transform")) {
    const FunctionDecl *F = asFunction(D);
    if (F && !F->isDeleted() && F->getNumParams() &&
        mayTakeRecord(F->getParamDecl(0)->getType(), Record))
      return true;
  }
  return false;
}

/// Has it a way to be waited for that is not co_await? Then it stands for work
/// that runs by itself, as QFuture and the handles of spawned work do.
static bool runsByItself(const CXXRecordDecl *Record) {
  return hasMember(Record, "wait") || hasMember(Record, "get") ||
         hasMember(Record, "join") || hasMember(Record, "detach") ||
         hasMember(Record, "waitForFinished");
}

static bool isStandard(const CXXRecordDecl *Record) {
  for (const DeclContext *C = Record; C; C = C->getParent())
    if (C->isStdNamespace())
      return true;
  return false;
}

static TaskType yes(TaskForm Form, bool Lazy) {
  TaskType Type;
  Type.Is = TaskType::Verdict::Yes;
  Type.Form = Form;
  Type.Lazy = Lazy;
  return Type;
}

static TaskType ifAwaited(TaskForm Form, bool Lazy) {
  TaskType Type = yes(Form, Lazy);
  Type.Is = TaskType::Verdict::IfAwaited;
  return Type;
}

static TaskType classifyCoroutine(TuContext &Tu, const CXXRecordDecl *Record) {
  const CXXRecordDecl *Promise = promiseOf(Tu, Record);
  bool Awaitable = isAwaitable(Tu, Record);
  // Async generators are no tasks either: nobody awaits the sequence itself.
  if (isResultType(Record) || (hasMember(Promise, "yield_value") && !Awaitable))
    return {};
  bool Lazy = startsLazily(Tu, Promise);
  if (Awaitable || (Promise && transformsNamed(Promise, Record)))
    return yes(TaskForm::Task, Lazy);
  // A promise, but no way to await it: fire and forget, unless a general
  // await_transform takes it.
  return ifAwaited(TaskForm::Task, Lazy);
}

TaskType TaskTable::classify(const CXXRecordDecl *Record) {
  if (auto Model = Tu.model(Record)) {
    if (Model->Types & models::FireAndForget)
      return {};
    if (Model->Types & models::TaskType) {
      TaskType Type = yes(TaskForm::Task, Model->Types & models::LazyTask);
      Type.MayBeScope = Model->Types & models::ScopedTask;
      return Type;
    }
  }
  // A duration or an optional may well be awaitable; none is a task.
  if (isStandard(Record))
    return isSender(Record) ? yes(TaskForm::Sender, true) : TaskType();
  if (Record->isLambda())
    return {};
  if (hasPromise(Tu, Record))
    return classifyCoroutine(Tu, Record);
  if (isSender(Record))
    return yes(TaskForm::Sender, true);
  if (runsByItself(Record) || isResultType(Record))
    return {};
  TaskType Type = isAwaitable(Tu, Record)
                      ? yes(TaskForm::Operation, true)
                      : ifAwaited(TaskForm::Operation, true);
  Type.MayBeScope = Record->hasUserDeclaredDestructor();
  return Type;
}

TaskType TaskTable::typeOf(QualType Type, const CXXRecordDecl *Promise) {
  const CXXRecordDecl *Record = Type->getAsCXXRecordDecl();
  if (!Record || Type->isReferenceType() || !Record->hasDefinition())
    return {};
  Record = Record->getDefinition();
  auto [It, New] = Known.try_emplace(Record);
  if (New)
    It->second = TaskType();
  TaskType Result = New ? (Known[Record] = classify(Record)) : It->second;
  if (Result.Is == TaskType::Verdict::IfAwaited &&
      (isAwaited(Record) || (Promise && transformsNamed(Promise, Record))))
    Result.Is = TaskType::Verdict::Yes;
  return Result;
}

} // namespace cohazard::facts
