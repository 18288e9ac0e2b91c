#include "facts/OpenMP.h"
#include "facts/BodyWalk.h"
#include "clang/AST/OpenMPClause.h"
#include "clang/AST/StmtOpenMP.h"
#include "clang/Basic/OpenMPKinds.h"

using namespace clang;

namespace cohazard::facts {

static const VarDecl *variableOrArray(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  while (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(E))
    E = Subscript->getBase()->IgnoreParenImpCasts();
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  return Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
}

/// Does each thread get a copy of what the clause names?
static bool makesPrivate(const OMPClause *Clause) {
  switch (Clause->getClauseKind()) {
  case llvm::omp::OMPC_private:
  case llvm::omp::OMPC_firstprivate:
  case llvm::omp::OMPC_lastprivate:
  case llvm::omp::OMPC_reduction:
  case llvm::omp::OMPC_linear:
  case llvm::omp::OMPC_copyin:
    return true;
  default:
    return false;
  }
}

/// Notes the variables and counters that are each thread's own below \p D.
static void notePrivate(BodyContext &Region, const OMPExecutableDirective *D) {
  for (const OMPClause *Clause : D->clauses())
    if (makesPrivate(Clause))
      for (const Stmt *Child : Clause->children())
        if (const auto *E = dyn_cast_or_null<Expr>(Child))
          if (const VarDecl *Var = variableOrArray(E))
            Region.Private.insert(Var);
  const auto *Loop = dyn_cast<OMPLoopDirective>(D);
  if (!Loop || !(isOpenMPWorksharingDirective(D->getDirectiveKind()) ||
                 isOpenMPDistributeDirective(D->getDirectiveKind())))
    return;
  for (const Expr *Counter : Loop->counters())
    if (const VarDecl *Var = variableOrArray(Counter))
      Region.Tu.OwnCounters.insert(Var);
}

namespace {

class RegionFinder : public BodyWalk {
public:
  RegionFinder(BodyContext &Body, llvm::function_ref<void(BodyContext &)> Read)
      : BodyWalk(Body.Tu.Ast), Body(Body), Read(Read) {}

private:
  bool enter(const Stmt *S) override {
    const auto *D = dyn_cast<OMPExecutableDirective>(S);
    if (!D)
      return true;
    const bool Task = isOpenMPTaskingDirective(D->getDirectiveKind());
    if (!(Task || isOpenMPParallelDirective(D->getDirectiveKind())) ||
        !D->hasAssociatedStmt()) {
      notePrivate(Body, D);
      return true;
    }
    outline(D, Task);
    return false;
  }
  void outline(const OMPExecutableDirective *D, bool Task);
  bool runsOnce() const;

  BodyContext &Body;
  llvm::function_ref<void(BodyContext &)> Read;
};

} // namespace

static bool isForOneThread(OpenMPDirectiveKind Kind) {
  return Kind == llvm::omp::OMPD_single || Kind == llvm::omp::OMPD_master ||
         Kind == llvm::omp::OMPD_masked || Kind == llvm::omp::OMPD_section;
}

/// Does only one thread of the team come here?
bool RegionFinder::runsOnce() const {
  for (const Stmt *Around : ancestors())
    if (const auto *D = dyn_cast<OMPExecutableDirective>(Around))
      if (isForOneThread(D->getDirectiveKind()))
        return true;
  return isForOneThread(Body.Within);
}

/// Tasks have no handle in the source: whoever waits, waits for all of them.
static Place taskHandle(TuContext &Tu) {
  return {Place::Root::Variable, Tu.namedEntity("omp task", "omp task"), 0, {}};
}

static void joinTasks(BodyContext &Body, const OMPExecutableDirective *D) {
  Join Out;
  Out.Where = Body.Tu.site(D->getBeginLoc());
  Out.Handle = taskHandle(Body.Tu);
  Out.Every = true;
  Body.Out.Joins.push_back(std::move(Out));
  Body.happens(D, StepKind::Join, Body.Out.Joins.size() - 1);
}

void RegionFinder::outline(const OMPExecutableDirective *D, bool Task) {
  TuContext &Tu = Body.Tu;
  Site Where = Tu.site(D->getBeginLoc());
  Function Out;
  Out.Id = Tu.namedEntity("region@" + std::to_string(Where.Offset) + "@" +
                              std::to_string(Where.File.Value),
                          Task ? "task" : "parallel region",
                          Linkage::Internal);
  Out.Where = Where;
  Out.IsLambda = true;
  Out.IsRegion = true;
  // The thread that comes to the region takes part in it.
  Out.Async = Body.Out.Async;
  Out.IsCoroutine = false;
  Out.InternalLinkage = true;
  BodyContext Region{Tu, Body.Decl,
                     D->getInnermostCapturedStmt()->getCapturedStmt(), Out};
  Region.Private = Body.Private;
  Region.Within = D->getDirectiveKind();
  notePrivate(Region, D);
  Read(Region);
  facts::Call Enter;
  Enter.Where = Where;
  Enter.Kind = CallKind::Invocation;
  Enter.Callee = Out.Id;
  Body.Out.Calls.push_back(std::move(Enter));
  Spawn Start;
  Start.Where = Where;
  Start.What.push_back({Out.Id, -1});
  Start.By = Task ? "#pragma omp task" : "#pragma omp parallel";
  Start.Count = Task && !isOpenMPTaskLoopDirective(D->getDirectiveKind())
                    ? ThreadCount::One
                    : ThreadCount::Many;
  Start.OverlapsCaller = Task;
  Start.OnceInTeam = Task && runsOnce();
  if (Task)
    Start.Handles.push_back(taskHandle(Tu));
  // Tasks that depend on each other are taken to run one after the other.
  if (D->hasClausesOfKind<OMPDependClause>())
    Start.Serial = {Place::Root::Variable,
                    Tu.namedEntity("omp depend", "omp depend"), 0, {}};
  Body.Out.Spawns.push_back(std::move(Start));
  Body.happens(D, StepKind::Spawn, Body.Out.Spawns.size() - 1);
  // A team's barrier at its end waits for the tasks as well.
  if (!Task || isOpenMPTaskLoopDirective(D->getDirectiveKind()))
    joinTasks(Body, D);
  Tu.Facts.Functions.push_back(std::move(Out));
}

void outlineRegions(BodyContext &Body,
                    llvm::function_ref<void(BodyContext &)> Read) {
  if (Body.Tu.Ast.getLangOpts().OpenMP)
    RegionFinder(Body, Read).walk(Body.Body);
}

namespace {

/// Wraps the events of each node in the locks of the directives around it.
class RegionLocks : public BodyWalk {
public:
  explicit RegionLocks(BodyContext &Body) : BodyWalk(Body.Tu.Ast), Body(Body) {}

private:
  void leave(const Stmt *S) override;
  void wrap(const Stmt *S, Place Lock);
  void barrier(const OMPExecutableDirective *D);
  Place named(const OMPExecutableDirective *D, llvm::StringRef Kind,
              bool Unique) {
    std::string Name = Kind.str();
    if (const auto *Critical = dyn_cast<OMPCriticalDirective>(D))
      Name += "@" + Critical->getDirectiveName().getAsString();
    if (Unique)
      Name += "@" + std::to_string(Body.Tu.site(D->getBeginLoc()).Offset);
    return {Place::Root::Variable, Body.Tu.namedEntity(Name, Kind), 0, {}};
  }
  BodyContext &Body;
};

} // namespace

void RegionLocks::wrap(const Stmt *S, Place Lock) {
  auto Found = Body.At.find(S);
  if (Found == Body.At.end())
    return;
  auto Step = [&](bool Acquires) -> facts::Step {
    LockStep Out;
    Out.Where = Body.Tu.site(S->getBeginLoc());
    Out.Lock = Lock;
    Out.Acquires = Acquires;
    Body.Out.Locks.push_back(std::move(Out));
    return {StepKind::Lock, static_cast<uint32_t>(Body.Out.Locks.size() - 1)};
  };
  Found->second.insert(Found->second.begin(), Step(true));
  Found->second.push_back(Step(false));
}

/// Nobody gets past a barrier before everyone has come to it.
void RegionLocks::barrier(const OMPExecutableDirective *D) {
  Place What = named(D, "omp barrier", true);
  for (bool Waits : {false, true}) {
    Body.Out.Signals.push_back({Body.Tu.site(D->getBeginLoc()), What, Waits});
    Body.happens(D, StepKind::Signal, Body.Out.Signals.size() - 1);
  }
}

void RegionLocks::leave(const Stmt *S) {
  for (const Stmt *Around : ancestors()) {
    const auto *D = dyn_cast<OMPExecutableDirective>(Around);
    if (!D)
      continue;
    switch (D->getDirectiveKind()) {
    case llvm::omp::OMPD_critical:
    case llvm::omp::OMPD_ordered:
      wrap(S, named(D, "omp critical", false));
      break;
    case llvm::omp::OMPD_master:
    case llvm::omp::OMPD_masked:
      wrap(S, named(D, "omp master", false));
      break;
    case llvm::omp::OMPD_single:
    case llvm::omp::OMPD_section:
      wrap(S, named(D, "omp section", true));
      break;
    case llvm::omp::OMPD_atomic:
      if (auto Found = Body.At.find(S); Found != Body.At.end())
        for (facts::Step Step : Found->second)
          if (Step.Kind == StepKind::Access)
            Body.Out.Accesses[Step.Index].Atomic = true;
      break;
    default:
      break;
    }
  }
  const auto *D = dyn_cast<OMPExecutableDirective>(S);
  if (!D)
    return;
  const OpenMPDirectiveKind Kind = D->getDirectiveKind();
  if (Kind == llvm::omp::OMPD_section)
    return;
  if (Kind == llvm::omp::OMPD_taskwait || Kind == llvm::omp::OMPD_taskgroup)
    joinTasks(Body, D);
  if (Kind == llvm::omp::OMPD_barrier ||
      ((isOpenMPWorksharingDirective(Kind) || Kind == llvm::omp::OMPD_single) &&
       !D->hasClausesOfKind<OMPNowaitClause>())) {
    joinTasks(Body, D);
    barrier(D);
  }
}

void synchroniseRegions(BodyContext &Body) {
  if (Body.Tu.Ast.getLangOpts().OpenMP)
    RegionLocks(Body).walk(Body.Body);
}

} // namespace cohazard::facts
