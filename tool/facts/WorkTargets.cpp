#include "facts/WorkTargets.h"
#include "facts/Callables.h"
#include "facts/LocalValues.h"
#include "facts/Places.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace cohazard::facts {

static const models::Executor *contextModel(TuContext &Tu, QualType Type) {
  Type = Type.getNonReferenceType();
  if (Type->isPointerType())
    Type = Type->getPointeeType();
  models::Models::Match Match = Tu.model(Type->getAsCXXRecordDecl());
  return Match && Match->Executor
             ? &Match.Source->Executors[Match->Executor - 1]
             : nullptr;
}

/// An executor is a handle of its context, and so a member of its class.
static bool isHandleOfContext(QualType Type) {
  const CXXRecordDecl *Record =
      Type.getNonReferenceType()->getAsCXXRecordDecl();
  return Record && isa<CXXRecordDecl>(Record->getDeclContext());
}

namespace {

/// Follows an executor, an I/O object or a token back to what it was made from.
class TargetFinder {
public:
  explicit TargetFinder(TuContext &Tu) : Tu(Tu) {}
  WorkTarget Out;

  void find(const Expr *E);

private:
  TuContext &Tu;
  // Strand of executor of context; real code stays below six.
  unsigned Fuel = 12;
};

} // namespace

void TargetFinder::find(const Expr *E) {
  E = E ? withoutWrappers(E) : nullptr;
  if (E && isa<CastExpr>(E))
    E = withoutWrappers(cast<CastExpr>(E)->getSubExpr());
  if (!E || !Fuel)
    return;
  --Fuel;
  const bool Named = isa<DeclRefExpr, MemberExpr>(E);
  if (const models::Executor *Model = contextModel(Tu, E->getType())) {
    if (Model->Kind == models::ExecutorKind::Serial) {
      if (!Out.Serial && Named)
        Out.Serial = E;
    } else if (!isHandleOfContext(E->getType())) {
      Out.Ground = E;
      return;
    }
  }
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
    if (!Var || isa<ParmVarDecl>(Var) || !Var->getInit())
      return;
    const Expr *Serial = Out.Serial;
    find(Var->getInit());
    // `timer t(make_strand(io))`: the strand has no name but the timer's.
    if (!Serial && Out.Serial && Out.Serial != E &&
        !contextModel(Tu, Out.Serial->getType()))
      Out.Serial = E;
    return;
  }
  std::optional<CallSite> Site = callSite(E);
  if (!Site)
    return;
  if (const models::Executor *Model = contextModel(Tu, E->getType());
      Model && Model->Kind == models::ExecutorKind::Serial && !Out.Serial)
    Out.Serial = E;
  if (Site->Object)
    find(Site->Object);
  for (const Expr *Argument : Site->Arguments)
    if (!Out.Ground)
      find(Argument);
}

/// A strand that was made on the spot is named by the variable it is kept in.
static const Expr *namedSerial(const Expr *Holder, WorkTarget &Found) {
  return Found.Serial && !isa<DeclRefExpr, MemberExpr>(Found.Serial) ? Holder
                                                                     : nullptr;
}

WorkTarget workTarget(TuContext &Tu, const CallSite &Site) {
  TargetFinder Finder(Tu);
  // bind_executor(strand, handler) decides, wherever the work is handed.
  for (const Expr *Argument : Site.Arguments) {
    std::optional<CallSite> Bind =
        callSite(Argument->IgnoreImplicit()->IgnoreParenCasts());
    if (Bind && Bind->Callee && Bind->Callee->getIdentifier() &&
        Bind->Callee->getName() == "bind_executor" && Bind->Arguments.size())
      Finder.find(Bind->Arguments.front());
  }
  const Expr *Holder = Site.Object;
  if (!Holder && !Site.Arguments.empty())
    Holder = Site.Arguments.front();
  if (Holder && !Finder.Out.Ground)
    Finder.find(Holder);
  if (const Expr *Named = Holder ? namedSerial(Holder, Finder.Out) : nullptr)
    Finder.Out.Serial = Named;
  return Finder.Out;
}

static bool runsLoop(TuContext &Tu, const FunctionDecl *Callee) {
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Callee);
  if (!Method || !Method->getIdentifier() ||
      !(Method->getName().starts_with("run") ||
        Method->getName().starts_with("poll")))
    return false;
  models::Models::Match Match = Tu.model(Method->getParent());
  return Match && Match->Executor &&
         Match.Source->Executors[Match->Executor - 1].Kind ==
             models::ExecutorKind::Loop;
}

const Expr *loopRunBy(TuContext &Tu, const CallSite &Site) {
  return Site.Object && runsLoop(Tu, Site.Callee) ? Site.Object : nullptr;
}

const Expr *loopRunBy(TuContext &Tu, const Expr *Callable,
                      llvm::ArrayRef<const Expr *> Arguments) {
  Callable = Callable ? withoutWrappers(Callable) : nullptr;
  llvm::SmallVector<const Expr *, 4> Given(Arguments.begin(), Arguments.end());
  if (const auto *Call = dyn_cast_or_null<CallExpr>(Callable);
      Call && isBinder(Call->getDirectCallee()) && Call->getNumArgs() > 1) {
    Given.assign(Call->arg_begin() + 1, Call->arg_end());
    Callable = withoutWrappers(Call->getArg(0));
  }
  const auto *Address = dyn_cast_or_null<UnaryOperator>(Callable);
  const auto *Ref = dyn_cast_or_null<DeclRefExpr>(
      Address ? Address->getSubExpr()->IgnoreParens() : Callable);
  if (!Ref || Given.empty() ||
      !runsLoop(Tu, dyn_cast<FunctionDecl>(Ref->getDecl())))
    return nullptr;
  return Given.front();
}

} // namespace cohazard::facts
