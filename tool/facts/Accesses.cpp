// Which shared data does a body read and write itself? Loads, assignments and
// calls of library functions; what a visible callee does is found in its body.

#include "facts/BodyWalk.h"
#include "facts/CallSite.h"
#include "facts/LibraryUse.h"
#include "facts/LocalValues.h"
#include "facts/Places.h"
#include "facts/Shared.h"
#include "facts/Signals.h"
#include "facts/Spawns.h"
#include "facts/Threads.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace cohazard::facts {

namespace {

class AccessCollector : public BodyWalk {
public:
  explicit AccessCollector(BodyContext &Body)
      : BodyWalk(Body.Tu.Ast), Body(Body), Tu(Body.Tu) {}

  void collect();

private:
  void leave(const Stmt *S) override;
  void construction(const CXXConstructExpr *Construct);
  void call(const CallSite &Site);
  void libraryCall(const CallSite &Site);
  void use(const Expr *E, const Stmt *At, LibraryUse How);
  void record(Place What, const Expr *E, const Stmt *At, bool Writes,
              bool Atomic = false);
  bool mayBeShared(const Expr *E);
  bool isOfThisTurn(EntityId Index) const;
  bool mayBeLastReference(const Stmt *S);

  BodyContext &Body;
  TuContext &Tu;
  bool OwnObject = false; ///< the receiver is being made or destroyed
};

} // namespace

void AccessCollector::collect() {
  // What a defaulted copy or assignment does is recorded where it is called.
  if (Body.Decl && Body.Decl->isDefaulted() &&
      !isa<CXXDestructorDecl>(Body.Decl))
    return;
  OwnObject = isa_and_nonnull<CXXConstructorDecl, CXXDestructorDecl>(Body.Decl);
  if (const auto *Ctor = dyn_cast_or_null<CXXConstructorDecl>(Body.Decl))
    for (const CXXCtorInitializer *Init : Ctor->inits())
      walk(Init->getInit());
  walk(Body.Body);
}

/// A cheap answer for the many locals that nobody else can see.
bool AccessCollector::mayBeShared(const Expr *E) {
  while (true) {
    E = E->IgnoreParenImpCasts();
    if (const auto *Member = dyn_cast<MemberExpr>(E)) {
      if (isGuardedByAttribute(Member->getMemberDecl()))
        return false;
      if (isa<VarDecl>(Member->getMemberDecl()) || Member->isArrow())
        return true;
      E = Member->getBase();
    } else if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(E)) {
      E = Subscript->getBase();
    } else {
      break;
    }
  }
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  if (!Ref)
    return !isa<CXXThisExpr>(E) || !OwnObject;
  if (const auto *Var = dyn_cast<VarDecl>(Ref->getDecl())) {
    if (Body.Private.contains(Var))
      return false;
    if (Var->hasGlobalStorage())
      return mayRace(Tu, Var) || Var->getType()->isReferenceType();
    QualType Type = Var->getType();
    return Type->isReferenceType() || Type->isPointerType() ||
           Type->isRecordType();
  }
  return isa<BindingDecl>(Ref->getDecl());
}

/// Is \p Index what the loop around here gives to the thread it starts?
bool AccessCollector::isOfThisTurn(EntityId Index) const {
  for (const auto &[Loop, Given] : Body.SpawnLoops)
    if (Given == Index && llvm::is_contained(ancestors(), Loop))
      return true;
  return false;
}

void AccessCollector::record(Place What, const Expr *E, const Stmt *At,
                             bool Writes, bool Atomic) {
  if (!What.known() ||
      (What.Base == Place::Root::Receiver && (OwnObject || What.Path.empty())))
    return;
  if (What.Base == Place::Root::Variable && !mayRace(Tu, What.Variable) &&
      !mayLeadOn(What))
    return;
  for (PathStep &Step : What.Path)
    if (Step.What == PathStep::Kind::AnyIndex && !Step.Index &&
        isOfThisTurn(Step.Member))
      Step.What = PathStep::Kind::OwnIndex;
  Access Out;
  Out.Where =
      Tu.site(usedAt().isValid() ? usedAt() : E->IgnoreParens()->getBeginLoc());
  Out.What = std::move(What);
  Out.Writes = Writes;
  Out.Atomic = Atomic;
  Body.Out.Accesses.push_back(std::move(Out));
  Body.happens(At, StepKind::Access, Body.Out.Accesses.size() - 1);
}

void AccessCollector::use(const Expr *E, const Stmt *At, LibraryUse How) {
  if (const auto *Choice =
          dyn_cast<ConditionalOperator>(E->IgnoreParenImpCasts())) {
    use(Choice->getTrueExpr(), At, How);
    return use(Choice->getFalseExpr(), At, How);
  }
  if (How == LibraryUse::None || !mayBeShared(E) ||
      synchronisesItself(Tu, E->getType()))
    return;
  Place What = placeOf(Tu, Body.Decl, E);
  bool Writes = How == LibraryUse::Write || How == LibraryUse::WriteHeader ||
                How == LibraryUse::Atomic;
  if (How == LibraryUse::ReadHeader || How == LibraryUse::WriteHeader)
    What = extend(std::move(What), PathStep::Kind::Header);
  record(std::move(What), E, At, Writes, How == LibraryUse::Atomic);
}

void AccessCollector::leave(const Stmt *S) {
  if (const auto *Cast = dyn_cast<ImplicitCastExpr>(S)) {
    if (Cast->getCastKind() == CK_LValueToRValue)
      use(Cast->getSubExpr(), Cast, LibraryUse::Read);
    return;
  }
  if (const auto *Binary = dyn_cast<BinaryOperator>(S)) {
    if (Binary->isAssignmentOp())
      use(Binary->getLHS(), Binary, LibraryUse::Write);
    return;
  }
  if (const auto *Unary = dyn_cast<UnaryOperator>(S)) {
    if (Unary->isIncrementDecrementOp())
      use(Unary->getSubExpr(), Unary, LibraryUse::Write);
    return;
  }
  if (const auto *New = dyn_cast<CXXNewExpr>(S)) {
    if (New->getNumPlacementArgs() == 1 &&
        New->getPlacementArg(0)->getType()->isPointerType())
      record(placeOf(Tu, Body.Decl, New->getPlacementArg(0)), New, New, true);
    return;
  }
  if (const auto *Assembly = dyn_cast<GCCAsmStmt>(S)) {
    for (const Expr *E : Assembly->outputs())
      use(E, S, LibraryUse::Write);
    return;
  }
  if (const auto *Builtin = dyn_cast<AtomicExpr>(S))
    return use(Builtin->getPtr(), Builtin, LibraryUse::Atomic);
  if (const auto *E = dyn_cast<Expr>(S))
    if (std::optional<CallSite> Site = callSite(E))
      if (Site->Callee)
        call(*Site);
}

/// Does the user's own code say what the callee does?
static bool hasVisibleBody(TuContext &Tu, const FunctionDecl *Callee) {
  const FunctionDecl *Definition = nullptr;
  return Tu.isUserCode(Callee) && Callee->hasBody(Definition) &&
         !Definition->hasSkippedBody();
}

void AccessCollector::call(const CallSite &Site) {
  const auto *Method = dyn_cast<CXXMethodDecl>(Site.Callee);
  // What the compiler writes for a copy or an assignment uses the whole.
  const auto *Ctor = dyn_cast<CXXConstructorDecl>(Site.Callee);
  bool Copies = Ctor && Ctor->isCopyOrMoveConstructor();
  bool Assigns = Method && (Method->isCopyAssignmentOperator() ||
                            Method->isMoveAssignmentOperator());
  bool Library = !Tu.isUserCode(Site.Callee);
  if ((Copies || Assigns) && Site.Arguments.size() &&
      (Library || !Method->isUserProvided())) {
    bool Moves = (Ctor && Ctor->isMoveConstructor()) ||
                 (Method && Method->isMoveAssignmentOperator());
    bool Empties =
        Moves && !Method->isTrivial() && Site.Arguments[0]->isXValue();
    use(Site.Arguments[0], Site.Whole,
        Empties ? LibraryUse::Write : LibraryUse::Read);
    if (Assigns && Site.Object)
      use(Site.Object, Site.Whole, LibraryUse::Write);
    return;
  }
  if (Library && !hasVisibleBody(Tu, Site.Callee))
    libraryCall(Site);
}

/// Does \p S count something down, or ask a local that was told the outcome?
static bool mayCountDown(TuContext &Tu, const Stmt *S, unsigned Depth = 0) {
  if (!S || Depth > 12)
    return false;
  if (const auto *Unary = dyn_cast<UnaryOperator>(S))
    if (Unary->isDecrementOp())
      return true;
  if (const auto *Binary = dyn_cast<BinaryOperator>(S))
    if (Binary->getOpcode() == BO_SubAssign)
      return true;
  if (const auto *E = dyn_cast<Expr>(S))
    if (std::optional<AtomicUse> Use = atomicUse(Tu, E);
        Use && Use->What == AtomicUse::Modify)
      return true;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
    if (const auto *Var = dyn_cast<VarDecl>(Ref->getDecl()))
      if (const Expr *Value = fixedInteger(Tu, Var))
        return mayCountDown(Tu, Value, Depth + 4);
  return llvm::any_of(S->children(), [&](const Stmt *Child) {
    return mayCountDown(Tu, Child, Depth + 1);
  });
}

/// `if (--p->references == 0) free(p);`, or a return before if some are left:
/// then nobody else leads to it any more.
bool AccessCollector::mayBeLastReference(const Stmt *S) {
  const Stmt *Inner = S;
  for (const Stmt *Around : llvm::reverse(ancestors())) {
    if (const auto *If = dyn_cast<IfStmt>(Around))
      if (If->getCond() != Inner && mayCountDown(Tu, If->getCond()))
        return true;
    if (const auto *Block = dyn_cast<CompoundStmt>(Around))
      for (const Stmt *Before : Block->body()) {
        if (Before == Inner)
          break;
        const auto *If = dyn_cast<IfStmt>(Before);
        if (If && mayLeave(If->getThen()) && mayCountDown(Tu, If->getCond()))
          return true;
      }
    Inner = Around;
  }
  return false;
}

void AccessCollector::libraryCall(const CallSite &Site) {
  if (Site.Callee->getIdentifier() && Site.Callee->getName() == "free" &&
      mayBeLastReference(Site.Whole))
    return;
  if (Site.Object) {
    const Expr *Object = Site.Object;
    LibraryUse How = useOfObject(Tu, Site);
    if (!Object->getType()->isPointerType())
      use(Object, Site.Whole, How);
    else if (How != LibraryUse::None)
      record(placeOf(Tu, Body.Decl, Object), Object, Site.Whole,
             How == LibraryUse::Write || How == LibraryUse::WriteHeader);
  }
  for (auto [Index, E] : llvm::enumerate(Site.Arguments)) {
    LibraryUse How = useOfArgument(Tu, Site, Index);
    if (How == LibraryUse::None)
      continue;
    // An iterator or pointer: what it leads to.
    const Expr *Given = withoutWrappers(E);
    if (!E->getType()->isPointerType() && E->isGLValue())
      use(E, Site.Whole, How);
    else if (!synchronisesItself(Tu, E->getType()->isPointerType()
                                         ? E->getType()->getPointeeType()
                                         : E->getType()))
      record(placeOf(Tu, Body.Decl, E), Given, Site.Whole,
             How == LibraryUse::Write || How == LibraryUse::Atomic,
             How == LibraryUse::Atomic);
  }
}

void extractAccesses(BodyContext &Body) { AccessCollector(Body).collect(); }

} // namespace cohazard::facts
