// Which callables does a call run, register with an event loop, or hand to an
// executor where blocking is allowed?

#include "facts/CallCollector.h"
#include "facts/Callables.h"
#include "facts/Coroutines.h"
#include "facts/Effects.h"
#include "facts/Executors.h"
#include "facts/PointerStores.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace cohazard::facts {

/// What holds the callee, where that is known at all.
static void noteHolder(Place Holder, Call &Out) {
  if (Holder.known())
    Out.More.change().Pointer = std::move(Holder);
}

void CallCollector::indirectCall(const CallSite &Site) {
  const auto *Whole = dyn_cast<CallExpr>(Site.Whole);
  if (!Whole)
    return;
  std::vector<CallableRef> Targets =
      callablesOf(Tu, Body.Decl, Whole->getCallee());
  if (Targets.empty())
    Targets = tableEntries(Tu, Whole->getCallee());
  if (Targets.empty()) {
    ++Tu.Facts.UnknownCalls;
    Targets.push_back({});
  }
  for (const CallableRef &Target : Targets) {
    Call &Out = add(Site.Whole, callLocation(Site.Whole), CallKind::Invocation);
    Out.Callee = Target.Function;
    Out.InvokedParameter = Target.Parameter;
    if (!Target.Function) {
      noteHolder(heldBy(Tu, Body.Decl, Whole->getCallee()), Out);
      Out.Signature = signatureOf(Tu, Whole->getCallee()->getType());
    }
    bindArguments(Site, Out);
  }
}

/// Follows callables into library code that a model knows, and calls of
/// std::function and its like to what they hold.
void CallCollector::callablesOfCall(const CallSite &Site) {
  offload(Site);
  callsInsideLibrary(Site);
  models::Models::Match Match = Tu.model(Site.Callee);
  if (Match && Match->Spawner) {
    const models::Spawner &Model = Match.Source->Spawners[Match->Spawner - 1];
    // A parallel algorithm has the calling thread take part.
    if (Model.End == models::Completion::Returns &&
        (Model.Where == models::RunsOn::SameThread ||
         Model.Where == models::RunsOn::CallerOrPool))
      invokeModelled(Site, Model);
  }
  if (Match && Match->Callback)
    registerHandlers(Site, Match.Source->Spawners[Match->Callback - 1]);
  const auto *Method = dyn_cast<CXXMethodDecl>(Site.Callee);
  if (Method && Method->getOverloadedOperator() == OO_Call && Site.Object &&
      !Tu.isUserCode(Method)) {
    std::vector<CallableRef> Targets = callablesOf(Tu, Body.Decl, Site.Object);
    if (Targets.empty() && isCallableWrapper(Method->getParent()))
      Targets.push_back({});
    for (const CallableRef &Target : Targets) {
      Call &Out =
          add(Site.Whole, callLocation(Site.Whole), CallKind::Invocation);
      Out.Callee = Target.Function;
      Out.InvokedParameter = Target.Parameter;
      if (!Target.Function)
        noteHolder(heldBy(Tu, Body.Decl, Site.Object), Out);
    }
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
    if (const Expr *E = Site.argument(Which.Arg))
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
    Out.More.change().Through = libraryName(Site);
  }
}

void CallCollector::registerHandlers(const CallSite &Site,
                                     const models::Spawner &Model) {
  for (const Expr *Argument : Site.Arguments)
    if (const models::Executor *Executor = executorOf(Tu, Argument))
      if (Executor->BlockingAllowed)
        return;
  for (const CallableRef &Target :
       callablesTaken(Tu, Body.Decl, Site, Model.What))
    Body.Out.Registrations.push_back({Tu.site(callLocation(Site.Whole)),
                                      Target, libraryName(Site)});
}

/// A lambda handed to an executor where blocking is allowed, or to a function
/// annotated `cohazard::offload`, does not run on the event loop, be it a
/// coroutine or not.
void CallCollector::offload(const CallSite &Site) {
  const models::Executor *Executor = executorOf(Tu, Site);
  bool Allowed = Executor && Executor->BlockingAllowed;
  if (!Allowed && !isAnnotated(Site.Callee, "offload"))
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

} // namespace cohazard::facts
