#include "facts/TaskCreation.h"
#include "facts/Coroutines.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace cohazard::facts {

const Expr *valueOf(const Expr *E) {
  while (E) {
    const Expr *Inner = E->IgnoreParens();
    if (const auto *Full = dyn_cast<FullExpr>(Inner))
      Inner = Full->getSubExpr();
    else if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(Inner))
      Inner = Temporary->getSubExpr();
    else if (const auto *Bind = dyn_cast<CXXBindTemporaryExpr>(Inner))
      Inner = Bind->getSubExpr();
    else if (const auto *Cast = dyn_cast<CastExpr>(Inner);
             Cast && (Cast->getCastKind() == CK_NoOp ||
                      Cast->getCastKind() == CK_ConstructorConversion ||
                      Cast->getCastKind() == CK_UserDefinedConversion))
      Inner = Cast->getSubExpr();
    else if (const auto *Copy = dyn_cast<CXXConstructExpr>(Inner);
             Copy && Copy->getConstructor()->isCopyOrMoveConstructor() &&
             Copy->getNumArgs() == 1 &&
             isa<MaterializeTemporaryExpr>(Copy->getArg(0)->IgnoreParens()))
      Inner = Copy->getArg(0);
    else if (const auto *List = dyn_cast<InitListExpr>(Inner);
             List && List->getNumInits() == 1 && List->isTransparent())
      Inner = List->getInit(0);
    if (Inner == E)
      break;
    E = Inner;
  }
  return E;
}

bool namesLock(StringRef Name) {
  std::string Lower = Name.lower();
  Lower.erase(std::remove(Lower.begin(), Lower.end(), '_'), Lower.end());
  StringRef Rest = Lower;
  while (Rest.consume_front("co") || Rest.consume_front("async") ||
         Rest.consume_front("try") || Rest.consume_front("scoped") ||
         Rest.consume_front("shared") || Rest.consume_front("unique") ||
         Rest.consume_front("exclusive") || Rest.consume_front("read") ||
         Rest.consume_front("write") || Rest.consume_front("acquire"))
    ;
  if (!Rest.consume_front("lock"))
    return false;
  while (Rest.consume_front("async") || Rest.consume_front("shared") ||
         Rest.consume_front("exclusive") || Rest.consume_front("read") ||
         Rest.consume_front("write") || Rest.consume_front("guard") ||
         Rest.consume_front("scoped") || Rest.consume_front("operation") ||
         Rest.consume_front("awaiter") || Rest.consume_front("awaitable") ||
         Rest.consume_front("for") || Rest.consume_front("op"))
    ;
  return Rest.empty();
}

const CXXRecordDecl *promiseAround(const FunctionDecl *F) {
  const auto *Body =
      dyn_cast_or_null<CoroutineBodyStmt>(F ? F->getBody() : nullptr);
  return Body && Body->getPromiseDecl()
             ? recordOf(Body->getPromiseDecl()->getType())
             : nullptr;
}

TaskCreations::TaskCreations(TuContext &Tu, const FunctionDecl *Around)
    : Tu(Tu), Promise(promiseAround(Around)) {}

//===-- Calls -------------------------------------------------------------===//

std::string TaskCreations::nameOfCreator(const CallExpr *Call) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call);
  const Expr *Named = nullptr;
  if (Operator && Operator->getOperator() == OO_Call)
    Named = Operator->getArg(0)->IgnoreParenImpCasts();
  else if (!Callee)
    Named = Call->getCallee()->IgnoreParenImpCasts();
  else
    return qualifiedName(Callee);
  if (const auto *Ref = dyn_cast_or_null<DeclRefExpr>(Named))
    return Ref->getDecl()->getNameAsString();
  if (const auto *Member = dyn_cast_or_null<MemberExpr>(Named))
    return Member->getMemberDecl()->getNameAsString();
  return "";
}

/// Is one of the arguments something that runs: a task or a callable?
bool TaskCreations::takesWork(const CallExpr *Call) {
  for (const Expr *Argument : Call->arguments()) {
    QualType Type = Argument->getType().getNonReferenceType();
    if (Type->isFunctionPointerType() || Type->isFunctionType())
      return true;
    const CXXRecordDecl *Record = Type->getAsCXXRecordDecl();
    if (!Record || !Record->hasDefinition())
      continue;
    DeclarationName Invoke =
        Tu.Ast.DeclarationNames.getCXXOperatorName(OO_Call);
    if (Record->isLambda() || !Record->lookup(Invoke).empty() || typeOf(Type))
      return true;
  }
  return false;
}

/// Names that libraries and programs give to functions that start work and let
/// it go: the first word of the name decides, or any that says it in full.
static bool saysSpawn(StringRef Name) {
  std::string Lower = Name.lower();
  StringRef Text = Lower;
  return Text.contains("spawn") || Text.contains("detach") ||
         Text.contains("launch") || Text.contains("background") ||
         (Text.contains("fire") && Text.contains("forget"));
}

/// May the result of \p Call be dropped, since the work it stands for was
/// started and runs by itself?
bool TaskCreations::isHandleOfSpawn(const CallExpr *Call,
                                    const TaskType &Type) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  if (!Callee)
    return false;
  if (isAnnotated(Callee, "consumes_task"))
    return true;
  auto Model = Tu.model(Callee);
  // The user's own list says nothing but this.
  if (Model && Model.Source != &models::builtinTable() &&
      Model->Functions & models::ConsumesTask)
    return true;
  // co_spawn(…, use_awaitable) starts nothing before it is awaited itself.
  if (Type.Form == TaskForm::Task && Type.Lazy)
    return false;
  if (Model && Model->Functions & models::SpawnsTask)
    return true;
  if (Model && Model->Spawner && !isContinuation(Call)) {
    models::Completion End = Model.Source->Spawners[Model->Spawner - 1].End;
    return End != models::Completion::Awaitable &&
           End != models::Completion::Token;
  }
  return Callee->getIdentifier() && takesWork(Call) &&
         saysSpawn(Callee->getName());
}

/// Is \p Call a member of a task that a model names, as folly::Future's
/// thenValue is? Then its result is the rest of the same chain.
bool TaskCreations::isContinuation(const CallExpr *Call) {
  const auto *Member = dyn_cast<CXXMemberCallExpr>(Call);
  auto Object =
      Member ? Tu.model(Member->getRecordDecl()) : models::Models::Match();
  return Object && Object->Types & models::TaskType;
}

/// Does a callback take what an eager task yields, as in `fetch().then(show);`?
/// Then nothing waits for the end of the chain, unless the library or the
/// declaration says that it must not be dropped.
bool TaskCreations::isLastContinuation(const CallExpr *Call) {
  const auto *Member = dyn_cast<CXXMemberCallExpr>(Call);
  const FunctionDecl *Callee = Call->getDirectCallee();
  if (!Member || !Callee || !Callee->getIdentifier() ||
      !Callee->getName().starts_with("then") || !takesWork(Call))
    return false;
  const CXXRecordDecl *Object = Member->getRecordDecl();
  const CXXRecordDecl *Result = Call->getType()->getAsCXXRecordDecl();
  return Object && !Tu.model(Object) && !Tu.model(Result) &&
         !Result->hasAttr<WarnUnusedResultAttr>() &&
         !Callee->hasAttr<WarnUnusedResultAttr>();
}

bool TaskCreations::takesLock(const FunctionDecl *Callee,
                              const CXXRecordDecl *Record) {
  if (Callee) {
    auto Model = Tu.model(Callee);
    if (Model && Model->LockFunction)
      return Model.Source->LockFunctions[Model->LockFunction - 1].Op !=
             models::LockOp::Release;
    if (Callee->getIdentifier() && namesLock(Callee->getName()))
      return true;
  }
  return Record->getIdentifier() && namesLock(Record->getName());
}

/// std::future is only a task where std::async made it: then its destructor
/// waits, or, if deferred, the work never runs.
std::optional<Creation>
TaskCreations::futureOfAsync(const CallExpr *Call,
                             const CXXRecordDecl *Record) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  if (!Callee || qualifiedName(Callee) != "std::async")
    return std::nullopt;
  bool Deferred = false;
  if (const auto *Policy =
          dyn_cast<DeclRefExpr>(Call->getArg(0)->IgnoreParenImpCasts()))
    Deferred = Policy->getDecl()->getName() == "deferred";
  Creation Made{Call, Record, {}, "std::async"};
  Made.Type.Is = TaskType::Verdict::Yes;
  Made.Type.Form = TaskForm::Future;
  Made.Type.Lazy = Deferred;
  Made.BlocksInDestructor = !Deferred;
  return Made;
}

/// What a model says to be awaited is awaitable, however the library does it.
bool TaskCreations::isAwaitedByModel(const FunctionDecl *Callee) {
  auto Model = Callee ? Tu.model(Callee) : models::Models::Match();
  if (!Model)
    return false;
  if (Model->Functions & (models::Hop | models::WhenAll))
    return true;
  return Model->LockFunction &&
         Model.Source->LockFunctions[Model->LockFunction - 1].Async;
}

std::optional<Creation> TaskCreations::createdByCall(const CallExpr *Call) {
  const CXXRecordDecl *Record = Call->getType()->getAsCXXRecordDecl();
  if (!Record || !Call->isPRValue())
    return std::nullopt;
  TaskType Type = typeOf(Call->getType());
  if (!Type && Record->isInStdNamespace() && Record->getIdentifier() &&
      Record->getName() == "future")
    return futureOfAsync(Call, Record);
  if (!Type || isHandleOfSpawn(Call, Type))
    return std::nullopt;
  if (isAwaitedByModel(Call->getDirectCallee()))
    Type.Is = TaskType::Verdict::Yes;
  Creation Made{Call, Record, Type, nameOfCreator(Call)};
  Made.TakesLock = takesLock(Call->getDirectCallee(), Record);
  Made.EndsChain = !Type.Lazy && isLastContinuation(Call);
  return Made;
}

//===-- Other expressions -------------------------------------------------===//

std::optional<Creation> TaskCreations::created(const Expr *Whole) {
  std::optional<Creation> Made = createdByValue(valueOf(Whole));
  if (Made)
    Made->Value = Whole;
  return Made;
}

std::optional<Creation> TaskCreations::createdByValue(const Expr *E) {
  if (!E || !E->isPRValue())
    return std::nullopt;
  if (const auto *Call = dyn_cast<CallExpr>(E))
    return createdByCall(Call);
  const CXXRecordDecl *Record = E->getType()->getAsCXXRecordDecl();
  if (!Record)
    return std::nullopt;
  if (const auto *Await = dyn_cast<CoawaitExpr>(E)) {
    // What an await yields is often awaitable by chance: only tasks count.
    TaskType Type = typeOf(E->getType());
    if (!Type.certain() || Type.Form == TaskForm::Operation)
      return std::nullopt;
    std::string Creator;
    if (const auto *Call = dyn_cast<CallExpr>(valueOf(Await->getOperand()))) {
      if (isHandleOfSpawn(Call, Type))
        return std::nullopt;
      Creator = nameOfCreator(Call);
    }
    return Creation{E, Record, Type, Creator};
  }
  if (isa<CXXConstructExpr, InitListExpr>(E)) {
    TaskType Type = typeOf(E->getType());
    if (!Type.certain() || Type.Form != TaskForm::Operation || Type.MayBeScope)
      return std::nullopt;
    Creation Made{E, Record, Type, Record->getNameAsString()};
    Made.TakesLock = takesLock(nullptr, Record);
    return Made;
  }
  return std::nullopt;
}

/// The function that invoking a value of \p Type calls, if there is but one.
static const FunctionDecl *invoked(TuContext &Tu, QualType Type) {
  const CXXRecordDecl *Record = Type->getAsCXXRecordDecl();
  if (!Record || !Record->hasDefinition())
    return nullptr;
  const FunctionDecl *Only = nullptr;
  for (const NamedDecl *D : Record->getDefinition()->lookup(
           Tu.Ast.DeclarationNames.getCXXOperatorName(OO_Call))) {
    if (Only)
      return nullptr;
    Only = asFunction(D);
  }
  return Only;
}

/// The callable that \p E adapts, as std::bind and std::mem_fn do, or itself.
static const Expr *adaptedCallable(const Expr *E) {
  while (const auto *Call = dyn_cast<CallExpr>(valueOf(E))) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (!Callee || !Callee->isInStdNamespace() || !Callee->getIdentifier() ||
        !Call->getNumArgs())
      break;
    StringRef Name = Callee->getName();
    if (Name != "bind" && Name != "bind_front" && Name != "bind_back" &&
        Name != "mem_fn" && Name != "ref" && Name != "cref")
      break;
    E = Call->getArg(0);
  }
  return E;
}

TaskType TaskCreations::returnedByCallable(const Expr *E) {
  QualType Type = adaptedCallable(E)->getType().getNonReferenceType();
  if (Type->isPointerType())
    Type = Type->getPointeeType();
  else if (const auto *Member = Type->getAs<MemberPointerType>())
    Type = Member->getPointeeType();
  QualType Returned;
  if (const auto *Function = Type->getAs<FunctionType>())
    Returned = Function->getReturnType();
  else if (const FunctionDecl *Operator = invoked(Tu, Type))
    Returned = Operator->getReturnType();
  if (Returned.isNull() || Returned->isDependentType())
    return {};
  TaskType Result = typeOf(Returned);
  return Result.certain() ? Result : TaskType();
}

} // namespace cohazard::facts
