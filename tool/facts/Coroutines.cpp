#include "facts/Coroutines.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace cohazard::facts {

bool isCoroutine(const FunctionDecl *D) {
  return D && isa_and_nonnull<CoroutineBodyStmt>(D->getBody());
}

bool isAnnotated(const Decl *D, StringRef Name) {
  if (!D)
    return false;
  for (const Decl *Declared : D->redecls())
    for (const auto *Attr : Declared->specific_attrs<AnnotateAttr>()) {
      StringRef Text = Attr->getAnnotation();
      if (Text.consume_front("cohazard::") && Text == Name)
        return true;
    }
  return false;
}

//===-- Coroutines --------------------------------------------------------===//

/// Is there a co_await in \p S, outside of lambdas?
static bool awaits(const Stmt *S) {
  if (!S || isa<LambdaExpr>(S))
    return false;
  if (isa<CoawaitExpr>(S))
    return true;
  return llvm::any_of(S->children(), awaits);
}

static bool isOffloaded(const TuContext &Tu, const FunctionDecl *D) {
  return Tu.Offloaded.contains(D->getCanonicalDecl()) ||
         Tu.Offloaded.contains(D);
}

/// Does a parameter make the coroutine start on an executor where blocking is
/// allowed? By a tag class that a model calls such an executor.
static bool startsOnPool(TuContext &Tu, const FunctionDecl *D) {
  return llvm::any_of(D->parameters(), [&](const ParmVarDecl *Parameter) {
    const CXXRecordDecl *Tag = recordOf(Parameter->getType());
    if (!Tag || !Tag->getIdentifier() || !Tag->getName().ends_with("tag"))
      return false;
    models::Models::Match Match = Tu.model(Tag);
    return Match && Match->Executor &&
           Match.Source->Executors[Match->Executor - 1].BlockingAllowed;
  });
}

static AsyncKind kindOfCoroutine(TuContext &Tu, const FunctionDecl *D,
                                 const CoroutineBodyStmt *Body) {
  const CXXRecordDecl *Promise =
      Body->getPromiseDecl() ? recordOf(Body->getPromiseDecl()->getType())
                             : nullptr;
  const CXXRecordDecl *Returned = recordOf(D->getReturnType());
  if ((Returned && isResultCoroutine(Tu, Returned)) || startsOnPool(Tu, D))
    return AsyncKind::None;
  if (Promise && isGeneratorType(Tu, Returned, Promise) &&
      !awaits(Body->getBody()))
    return AsyncKind::None;
  return AsyncKind::Coroutine;
}

//===-- Promises and awaiters ---------------------------------------------===//

/// The return type of the coroutines that \p Promise belongs to: the class it
/// is nested in, else what get_return_object returns; null if neither tells.
static const CXXRecordDecl *returnTypeOf(const CXXRecordDecl *Promise) {
  const auto *Outer = dyn_cast<CXXRecordDecl>(Promise->getDeclContext());
  if (Outer && Outer->isInStdNamespace()) {
    // std::coroutine_traits<Returned, Parameters...>
    if (const auto *Of = dyn_cast<ClassTemplateSpecializationDecl>(Outer))
      if (const TemplateArgument &First = Of->getTemplateArgs().get(0);
          First.getKind() == TemplateArgument::Type)
        return recordOf(First.getAsType());
  } else if (Outer && hasMember(Outer, "promise_type")) {
    return Outer;
  }
  for (const NamedDecl *D : membersNamed(Promise, "get_return_object"))
    if (const FunctionDecl *F = asFunction(D))
      if (const CXXRecordDecl *Record = recordOf(F->getReturnType()))
        return Record;
  return nullptr;
}

/// Does \p Promise belong to generators or to coroutines of a result type?
static bool isSynchronous(TuContext &Tu, const CXXRecordDecl *Promise) {
  const CXXRecordDecl *Returned = returnTypeOf(Promise);
  return isGeneratorType(Tu, Returned, Promise) ||
         (Returned && isResultCoroutine(Tu, Returned));
}

/// What the language itself calls on a promise. What else it has is reached
/// through calls.
static bool isPromiseMember(const FunctionDecl *D) {
  if (isa<CXXConstructorDecl, CXXDestructorDecl>(D))
    return true;
  if (!D->getIdentifier())
    return false;
  static constexpr StringRef Names[] = {
      "initial_suspend",     "final_suspend",  "get_return_object",
      "unhandled_exception", "return_value",   "return_void",
      "yield_value",         "await_transform"};
  return llvm::is_contained(Names, D->getName());
}

static bool isAwaiterMember(const FunctionDecl *D) {
  return D->getIdentifier() &&
         (D->getName() == "await_ready" || D->getName() == "await_suspend" ||
          D->getName() == "await_resume");
}

/// Can only synchronous coroutines await \p Awaiter, as far as it tells: by the
/// class it is nested in or the handle it takes?
static bool awaitedSynchronously(TuContext &Tu, const CXXRecordDecl *Awaiter) {
  if (isResultType(Awaiter))
    return true;
  for (const DeclContext *C = Awaiter->getDeclContext(); C; C = C->getParent())
    if (const auto *Outer = dyn_cast<CXXRecordDecl>(C)) {
      if (looksLikePromise(Outer) ? isSynchronous(Tu, Outer)
                                  : isResultType(Outer))
        return true;
    }
  for (const NamedDecl *D : membersNamed(Awaiter, "await_suspend")) {
    const FunctionDecl *F = asFunction(D);
    if (!F || F->getNumParams() != 1)
      continue;
    const auto *Handle = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
        recordOf(F->getParamDecl(0)->getType()));
    if (!Handle || Handle->getTemplateArgs().size() != 1 ||
        Handle->getTemplateArgs().get(0).getKind() != TemplateArgument::Type)
      continue;
    const CXXRecordDecl *Promise =
        recordOf(Handle->getTemplateArgs().get(0).getAsType());
    if (Promise && Promise->hasDefinition() && isSynchronous(Tu, Promise))
      return true;
  }
  return false;
}

static AsyncKind kindOfMember(TuContext &Tu, const CXXMethodDecl *D) {
  const CXXRecordDecl *Class = D->getParent();
  if (isAwaiterMember(D) && isAwaiter(Class))
    return awaitedSynchronously(Tu, Class) ? AsyncKind::None
                                           : AsyncKind::Awaiter;
  if (isPromiseMember(D) && looksLikePromise(Class))
    return isSynchronous(Tu, Class) ? AsyncKind::None : AsyncKind::Promise;
  return AsyncKind::None;
}

//===-- The description ---------------------------------------------------===//

static AsyncKind kindOf(TuContext &Tu, const FunctionDecl *D) {
  if (isOffloaded(Tu, D))
    return AsyncKind::None;
  if (isAnnotated(D, "async"))
    return AsyncKind::Annotated;
  if (const auto *Body = dyn_cast_or_null<CoroutineBodyStmt>(D->getBody()))
    return kindOfCoroutine(Tu, D, Body);
  if (const auto *Method = dyn_cast<CXXMethodDecl>(D))
    return kindOfMember(Tu, Method);
  return AsyncKind::None;
}

static bool isDeclaredNonBlocking(const FunctionDecl *D) {
  for (const FunctionEffectWithCondition &With :
       FunctionEffectsRef::get(D->getType()))
    if (With.Effect.kind() == FunctionEffect::Kind::NonBlocking &&
        !With.Cond.getCondition())
      return true;
  return isAnnotated(D, "nonblocking");
}

void describeFunction(TuContext &Tu, const FunctionDecl *D, Function &Out) {
  const auto *Method = dyn_cast<CXXMethodDecl>(D);
  Out.IsCoroutine = isCoroutine(D);
  Out.Async = kindOf(Tu, D);
  Out.IsLambda = Method && Method->getParent()->isLambda();
  Out.InternalLinkage = Out.IsLambda || !D->isExternallyVisible();
  Out.IsMain = D->isMain();
  // What runs on an executor for blocking work blocks nobody who starts it; a
  // model knows its library better than the library's body tells.
  models::Models::Match Match = Tu.model(D);
  Out.NonBlocking = isDeclaredNonBlocking(D) || isOffloaded(Tu, D) ||
                    (Match && (Match->Functions & models::NotBlocking)) ||
                    (Out.IsCoroutine && startsOnPool(Tu, D));
  Out.MainThreadOnly = isAnnotated(D, "main_thread");
  if (Method)
    for (const CXXMethodDecl *Overridden : Method->overridden_methods())
      Out.Overrides.push_back(Tu.entity(Overridden));
}

} // namespace cohazard::facts
