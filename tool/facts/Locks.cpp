// Which locks does a body take and give back, and where? Lock members and
// functions by model and attribute, guards from construction to scope end,
// atomics that serve as spin locks, and signals between threads.

#include "facts/BodyWalk.h"
#include "facts/CallSite.h"
#include "facts/Guards.h"
#include "facts/Indices.h"
#include "facts/LocalValues.h"
#include "facts/LockPairs.h"
#include "facts/Places.h"
#include "facts/Semaphores.h"
#include "facts/Signals.h"
#include "facts/Threads.h"
#include "facts/TryWrappers.h"
#include "source/Words.h"
#include "clang/AST/Attr.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace cohazard::facts {

namespace {

class LockCollector : public BodyWalk {
public:
  explicit LockCollector(BodyContext &Body)
      : BodyWalk(Body.Tu.Ast), Body(Body), Tu(Body.Tu), Pairs(Tu, Body.Decl) {}

  void collect();

private:
  void leave(const Stmt *S) override;
  void variable(const VarDecl *Var) override;
  void call(const CallSite &Site);
  void byModel(const CallSite &Site, const models::LockFunction &Model);
  void byName(const CallSite &Site);
  void inPairs(const Expr *Lock, const Expr *At, LockMode Mode,
               models::LockOp Op);
  void once(const CallSite &Site, const models::Once &Model);
  void takeHandedGuards();
  bool byAttribute(const CallSite &Site);
  void byMember(const CallSite &Site, const CXXMethodDecl *Method);
  void semaphore(const CallSite &Site);
  void spin(const Expr *E);
  std::vector<std::pair<Place, LockMode>> locksOf(const Expr *E, LockMode Mode);
  Step step(Place Lock, const Expr *At, LockMode Mode, bool Acquires);
  void happens(Place Lock, const Expr *At, LockMode Mode, bool Acquires) {
    Body.At[At].push_back(step(std::move(Lock), At, Mode, Acquires));
  }
  void tries(Place Lock, const Expr *At, LockMode Mode, bool WhenNonZero);
  void fails(Place Lock, const Expr *At, LockMode Mode);

  BodyContext &Body;
  TuContext &Tu;
  llvm::DenseMap<const VarDecl *, Guarding> Guards;
  LockPairs Pairs;
};

} // namespace

/// A guard that the caller hands over holds its lock until it is given back here.
void LockCollector::takeHandedGuards() {
  for (const ParmVarDecl *Parameter : Body.Decl->parameters()) {
    models::Models::Match Match =
        Tu.model(Parameter->getType().getNonReferenceType()->getAsCXXRecordDecl());
    if (!Match || !Match->Guard || Match.Source->Guards[Match->Guard - 1].Async)
      continue;
    Place Lock{Place::Root::Parameter, {}, Parameter->getFunctionScopeIndex(), {}};
    Guards[Parameter].Locks.push_back(Lock);
    Body.Out.HandedGuards.push_back(std::move(Lock));
  }
}

void LockCollector::collect() {
  // A semaphore with static storage is made by its initialiser.
  if (Body.Initialised)
    noteSemaphore(Tu, Body.Initialised, cast<Expr>(Body.Body));
  if (Body.Decl) {
    takeHandedGuards();
    for (const auto *Attr : Body.Decl->specific_attrs<RequiresCapabilityAttr>())
      for (const Expr *E : Attr->args())
        if (Place Lock = placeOf(Tu, Body.Decl, E); Lock.known())
          Body.Out.RequiredLocks.push_back(std::move(Lock));
  }
  walk(Body.Body);
}

/// A mutex that the function itself declares is every activation's own.
static bool isOwnLocal(TuContext &Tu, const FunctionDecl *F,
                       const Place &Lock) {
  if (Lock.Base != Place::Root::Variable || !F)
    return false;
  const VarDecl *Var = Tu.NamedByPlaces.lookup(Lock.Variable);
  return Var && !Var->hasGlobalStorage() && !isa<ParmVarDecl>(Var) &&
         Var->getParentFunctionOrMethod() == F;
}

Step LockCollector::step(Place Lock, const Expr *At, LockMode Mode,
                         bool Acquires) {
  LockStep Out;
  Out.Where = Tu.site(usedAt().isValid() ? usedAt() : At->getBeginLoc());
  Out.Local = isOwnLocal(Tu, Body.Decl, Lock);
  Out.Lock = std::move(Lock);
  Out.Mode = Mode;
  Out.Acquires = Acquires;
  Body.Out.Locks.push_back(std::move(Out));
  return {StepKind::Lock, static_cast<uint32_t>(Body.Out.Locks.size() - 1)};
}

void LockCollector::tries(Place Lock, const Expr *At, LockMode Mode,
                          bool WhenNonZero) {
  Outcome &Out = Body.Outcomes[At];
  Out.Steps.push_back(step(std::move(Lock), At, Mode, true));
  Out.WhenNonZero = WhenNonZero;
}

/// `if (pthread_mutex_lock(&m)) { …; return; }`
void LockCollector::fails(Place Lock, const Expr *At, LockMode Mode) {
  if (!At->getType()->isIntegerType())
    return;
  Outcome &Out = Body.Outcomes[At];
  Out.Steps.push_back(step(std::move(Lock), At, Mode, false));
  Out.OnlyLeaving = true;
}

/// The locks that \p E stands for: a lock, or those of a guard.
std::vector<std::pair<Place, LockMode>> LockCollector::locksOf(const Expr *E,
                                                               LockMode Mode) {
  std::vector<std::pair<Place, LockMode>> Found;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts()))
    if (const auto *Var = dyn_cast<VarDecl>(Ref->getDecl()))
      if (auto Guard = Guards.find(Var); Guard != Guards.end()) {
        for (const Place &Lock : Guard->second.Locks)
          Found.push_back({Lock, Guard->second.Mode});
        return Found;
      }
  Place Lock = placeOf(Tu, Body.Decl, E);
  // `lock(mutexes)`: an array's name is a pointer to its first element.
  if (const Expr *Array = withoutWrappers(E);
      Lock.known() && Array->getType()->isArrayType() &&
      !E->IgnoreParens()->getType()->isArrayType())
    Lock = extend(std::move(Lock), PathStep{PathStep::Kind::Index, {}, 0});
  if (Lock.known())
    Found.push_back({std::move(Lock), Mode});
  return Found;
}

void LockCollector::variable(const VarDecl *Var) {
  if (!Var->isLocalVarDecl() || Var->isStaticLocal() ||
      !Var->getType()->isRecordType() || !Var->getInit())
    return;
  const Expr *Init = withoutWrappers(Var->getInit());
  // `auto l2 = std::move(l1)` takes over what l1 holds.
  if (const auto *Move = dyn_cast<CXXConstructExpr>(Init))
    if (Move->getNumArgs() == 1)
      if (const auto *From = dyn_cast_or_null<VarDecl>(namedObject(Init)))
        if (auto Known = Guards.find(From); Known != Guards.end()) {
          Guarding Taken = Known->second;
          Guards[Var] = std::move(Taken);
          return;
        }
  std::optional<Guarding> Guard =
      guardingOf(Tu, Body.Decl, Body.Body, Var->getInit());
  if (!Guard)
    return;
  for (const Place &Lock : Guard->Locks) {
    if (Guard->Takes)
      happens(Lock, Guard->MadeBy, Guard->Mode, !Guard->Inverse);
    Step End = step(Lock, Guard->MadeBy, Guard->Mode, Guard->Inverse);
    Body.AtScopeEnd[Var].push_back(End);
  }
  Guards[Var] = std::move(*Guard);
}

void LockCollector::leave(const Stmt *S) {
  const auto *E = dyn_cast<Expr>(S);
  if (!E)
    return;
  // Signals first: who gives back a semaphore that it holds signals nothing.
  extractSignals(Body, E, ancestors());
  if (std::optional<CallSite> Site = callSite(E); Site && Site->Callee)
    call(*Site);
  spin(E);
  if (std::optional<OwnTurn> Turn = ownTurn(Tu, Body.Decl, E)) {
    tries(std::move(Turn->Lock), E, LockMode::Exclusive, Turn->WhenNonZero);
    Body.Out.Locks.back().Turn = std::move(Turn->Given);
  }
}

void LockCollector::call(const CallSite &Site) {
  models::Models::Match Match = Tu.model(Site.Callee);
  if (Match && Match->LockFunction)
    return byModel(Site, Match.Source->LockFunctions[Match->LockFunction - 1]);
  if (Match && Match->Once)
    return once(Site, Match.Source->Onces[Match->Once - 1]);
  if (byAttribute(Site))
    return;
  if (std::optional<LockTry> Tried = triedBy(Tu, Site.Callee))
    if (Place Lock = inCallersTerms(Tu, Body.Decl, Tried->Lock, Site);
        Lock.known())
      tries(std::move(Lock), Site.Whole, Tried->Mode, Tried->WhenNonZero);
  if (const auto *Method = dyn_cast<CXXMethodDecl>(Site.Callee);
      Method && Site.Object)
    byMember(Site, Method);
  semaphore(Site);
  byName(Site);
}

void LockCollector::byModel(const CallSite &Site,
                            const models::LockFunction &Model) {
  if (Model.Async)
    return;
  LockMode Mode = Model.Mode == models::LockMode::Shared ? LockMode::Shared
                                                         : LockMode::Exclusive;
  llvm::SmallVector<const Expr *, 4> Named;
  if (Model.LockArg == models::EveryArg)
    Named.append(Site.Arguments.begin(), Site.Arguments.end());
  else if (const Expr *E = Model.LockArg == models::ObjectArg
                               ? Site.Object
                               : Site.argument(Model.LockArg))
    Named.push_back(E);
  for (const Expr *E : Named) {
    inPairs(E, Site.Whole, Mode, Model.Op);
    for (auto &[Lock, Held] : locksOf(E, Mode))
      switch (Model.Op) {
      case models::LockOp::Acquire:
        happens(Lock, Site.Whole, Held, true);
        fails(Lock, Site.Whole, Held);
        break;
      case models::LockOp::Release:
        happens(Lock, Site.Whole, Held, false);
        break;
      case models::LockOp::Try:
      case models::LockOp::Timed:
        tries(Lock, Site.Whole, Held,
              Model.Held == models::Success::NonZero ||
                  Model.Held == models::Success::Always);
        break;
      case models::LockOp::Init:
      case models::LockOp::Destroy:
        break;
      }
  }
}

void LockCollector::inPairs(const Expr *Lock, const Expr *At, LockMode Mode,
                            models::LockOp Op) {
  const bool Takes = Op == models::LockOp::Acquire;
  if (Takes || Op == models::LockOp::Release)
    for (Place &Each : Takes ? Pairs.taken(Lock) : Pairs.given(Lock))
      happens(std::move(Each), At, Mode, Takes);
}

bool LockCollector::byAttribute(const CallSite &Site) {
  bool Any = false;
  auto Each = [&](const auto *Attr, auto Use) {
    Any = true;
    LockMode Mode = Attr->isShared() ? LockMode::Shared : LockMode::Exclusive;
    if (!Attr->args_size() && Site.Object)
      for (auto &[Lock, Held] : locksOf(Site.Object, Mode))
        Use(Lock, Held);
    for (const Expr *E : Attr->args())
      if (Place Lock =
              inCallersTerms(Tu, Body.Decl, placeOf(Tu, Site.Callee, E), Site);
          Lock.known())
        Use(Lock, Mode);
  };
  if (isa<CXXConstructorDecl, CXXDestructorDecl>(Site.Callee))
    return false; // guards: see variable()
  for (const auto *A : Site.Callee->specific_attrs<AcquireCapabilityAttr>())
    Each(A, [&](Place P, LockMode M) { happens(P, Site.Whole, M, true); });
  for (const auto *A : Site.Callee->specific_attrs<AssertCapabilityAttr>())
    Each(A, [&](Place P, LockMode M) { happens(P, Site.Whole, M, true); });
  for (const auto *A : Site.Callee->specific_attrs<ReleaseCapabilityAttr>())
    Each(A, [&](Place P, LockMode M) { happens(P, Site.Whole, M, false); });
  for (const auto *A :
       Site.Callee->specific_attrs<TryAcquireCapabilityAttr>()) {
    bool Success = true;
    if (A->getSuccessValue() && !A->getSuccessValue()->isValueDependent())
      A->getSuccessValue()->EvaluateAsBooleanCondition(Success, Ast);
    Each(A, [&](Place P, LockMode M) { tries(P, Site.Whole, M, Success); });
  }
  return Any;
}

/// What runs once runs alone, and whoever comes later finds it done.
void LockCollector::once(const CallSite &Site, const models::Once &Model) {
  const Expr *Flag = Site.argument(Model.FlagArg);
  Place Lock = Flag ? placeOf(Tu, Body.Decl, Flag) : Place();
  if (!Lock.known())
    return;
  llvm::SmallVector<Step, 1> &Steps = Body.At[Site.Whole];
  Steps.insert(Steps.begin(),
               step(Lock, Site.Whole, LockMode::Exclusive, true));
  Body.Out.Locks.back().Once = true;
  happens(Lock, Site.Whole, LockMode::Exclusive, false);
  for (bool Waits : {false, true}) {
    Body.Out.Signals.push_back(
        {Tu.site(Site.Whole->getBeginLoc()), Lock, Waits});
    Body.happens(Site.Whole, StepKind::Signal, Body.Out.Signals.size() - 1);
  }
}

/// A function of the project's that is not visible here and says that it locks
/// is taken at its word: its argument or object, else one lock for each name.
void LockCollector::byName(const CallSite &Site) {
  std::optional<LockName> Says = lockName(Tu, Site.Callee);
  if (!Says)
    return;
  const Expr *Object = Site.Object ? Site.Object : Site.argument(0);
  Place Lock = Object ? placeOf(Tu, Body.Decl, Object) : Place();
  if (!Lock.known())
    Lock = {Place::Root::Variable, Tu.namedEntity("lock@" + Says->Stem, Says->Stem), 0, {}};
  happens(Lock, Site.Whole, LockMode::Exclusive, !Says->Gives);
}

/// Members of a user's lock or guard, and a guard's own view of itself.
void LockCollector::byMember(const CallSite &Site,
                             const CXXMethodDecl *Method) {
  const VarDecl *Var = dyn_cast_or_null<VarDecl>(namedObject(Site.Object));
  auto Guard = Guards.find(Var);
  if (Guard != Guards.end() && Guard->second.Tries &&
      (isa<CXXConversionDecl>(Method) ||
       (Method->getIdentifier() && Method->getName() == "owns_lock"))) {
    for (const Place &Lock : Guard->second.Locks)
      tries(Lock, Site.Whole, Guard->second.Mode, true);
    return;
  }
  if (!Method->getIdentifier() ||
      (Guard == Guards.end() && !isLockableByStructure(Method->getParent())))
    return;
  llvm::StringRef Name = Method->getName();
  for (auto &[Lock, Mode] : locksOf(Site.Object, LockMode::Exclusive)) {
    if (isOneOf(Name, {"lock", "Lock", "relock"}))
      happens(Lock, Site.Whole, Mode, true);
    else if (isOneOf(Name, {"unlock", "Unlock", "unlock_shared"}) ||
             (Guard != Guards.end() && mayGiveBack(Tu, Method)))
      happens(Lock, Site.Whole, Mode, false);
    else if (Name == "lock_shared")
      happens(Lock, Site.Whole, LockMode::Shared, true);
    else if (isOneOf(Name, {"try_lock", "TryLock", "tryLock"}))
      tries(Lock, Site.Whole, Mode, true);
  }
}

/// A semaphore is taken for a lock.
void LockCollector::semaphore(const CallSite &Site) {
  std::optional<SemaphoreUse> Use = semaphoreUse(Tu, Body.Decl, Site);
  if (!Use)
    return;
  if (Use->What == SemaphoreUse::Tries)
    tries(std::move(Use->Semaphore), Site.Whole, LockMode::Exclusive,
          Use->WhenNonZero);
  else
    happens(std::move(Use->Semaphore), Site.Whole, LockMode::Exclusive,
            Use->What == SemaphoreUse::Takes);
  Body.Out.Locks.back().Semaphore = true;
}

/// An atomic exchange that decides a branch is a lock that was tried: only one
/// thread can have seen the old value.
void LockCollector::spin(const Expr *E) {
  std::optional<AtomicUse> Use = atomicUse(Tu, E);
  if (!Use)
    return;
  Place Lock = placeOf(Tu, Body.Decl, Use->Object);
  if (!Lock.known())
    return;
  if (Use->What == AtomicUse::Exchange)
    tries(Lock, E, LockMode::Exclusive, false);
  else if (Use->What == AtomicUse::Compare)
    tries(Lock, E, LockMode::Exclusive, true);
  else if (Use->What == AtomicUse::Store)
    happens(Lock, E, LockMode::Exclusive, false);
}

void extractLocks(BodyContext &Body) { LockCollector(Body).collect(); }

} // namespace cohazard::facts
