#include "facts/Guards.h"
#include "facts/BodyWalk.h"
#include "facts/Conditions.h"
#include "facts/LocalValues.h"
#include "facts/Places.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace cohazard::facts {

static LockMode modeOf(models::LockMode Mode) {
  return Mode == models::LockMode::Shared ? LockMode::Shared
                                          : LockMode::Exclusive;
}

bool isLockableByStructure(const CXXRecordDecl *Record) {
  if (!Record || !Record->hasDefinition())
    return false;
  bool Takes = false, Gives = false;
  for (const CXXMethodDecl *Method : Record->getDefinition()->methods()) {
    if (!Method->getIdentifier())
      continue;
    Takes |= Method->getName() == "lock" || Method->getName() == "Lock";
    Gives |= Method->getName() == "unlock" || Method->getName() == "Unlock";
  }
  return Takes && Gives;
}

static Guarding byModel(TuContext &Tu, const FunctionDecl *Enclosing,
                        const Stmt *Body, const CallSite &Site,
                        const models::Table &Source,
                        const models::Guard &Model) {
  Guarding Out;
  Out.Mode = modeOf(Model.Mode);
  Out.Inverse = Model.Inverse;
  BodyKnowledge Nothing(Tu);
  Conditions Judge(Tu, Body, Nothing);
  Out.Tries = Judge.mustHoldAny(Source, Model.Tries, Site);
  Out.Takes = !Out.Tries && !Judge.mustHoldAny(Source, Model.Deferred, Site) &&
              !Judge.mustHoldAny(Source, Model.Adopted, Site);
  auto Add = [&](const Expr *E) {
    if (E)
      if (Place Lock = placeOf(Tu, Enclosing, E); Lock.known())
        Out.Locks.push_back(std::move(Lock));
  };
  if (Model.LockArg == models::EveryArg)
    for (const Expr *E : Site.Arguments)
      Add(E);
  else if (Model.LockArg == models::ObjectArg)
    Add(Site.Object ? Site.Object : Site.argument(0));
  else
    Add(Site.argument(Model.LockArg));
  return Out;
}

static std::optional<Guarding> byAttribute(TuContext &Tu,
                                           const FunctionDecl *Enclosing,
                                           const CallSite &Site) {
  Guarding Out;
  bool Any = false;
  for (const auto *Attr :
       Site.Callee->specific_attrs<AcquireCapabilityAttr>()) {
    Any = true;
    if (Attr->isShared())
      Out.Mode = LockMode::Shared;
    for (const Expr *E : Attr->args())
      if (Place Lock =
              inCallersTerms(Tu, Enclosing, placeOf(Tu, Site.Callee, E), Site);
          Lock.known())
        Out.Locks.push_back(std::move(Lock));
  }
  return Any ? std::optional(Out) : std::nullopt;
}

namespace {

/// The locks that a constructor takes and keeps, or a destructor gives back.
class LockUse : public BodyWalk {
public:
  LockUse(TuContext &Tu, const FunctionDecl *F)
      : BodyWalk(Tu.Ast), Tu(Tu), F(F) {
    if (const auto *Ctor = dyn_cast<CXXConstructorDecl>(F))
      for (const CXXCtorInitializer *Init : Ctor->inits())
        initialiser(Init);
    walk(F->getBody());
  }
  std::vector<Place> Taken;
  LockMode Mode = LockMode::Exclusive;
  bool Gives = false;

private:
  void initialiser(const CXXCtorInitializer *Init);
  void ownMember(const CXXMethodDecl *Method);
  void leave(const Stmt *S) override;
  Place resolved(Place Lock) const;

  TuContext &Tu;
  const FunctionDecl *F;
  /// Reference and pointer members, and what the constructor binds them to.
  llvm::SmallVector<std::pair<EntityId, Place>, 2> Bound;
  // Members that call members; real guards stay below three.
  unsigned Fuel = 4;
};

} // namespace

void LockUse::initialiser(const CXXCtorInitializer *Init) {
  const FieldDecl *Field = Init->getMember();
  if (!Field)
    return;
  if (Field->getType()->isReferenceType() || Field->getType()->isPointerType())
    Bound.push_back({Tu.entity(Field), placeOf(Tu, F, Init->getInit())});
  if (std::optional<Guarding> Member =
          guardingOf(Tu, F, F->getBody(), Init->getInit());
      Member && Member->Takes) {
    Taken = std::move(Member->Locks);
    Mode = Member->Mode;
  }
  walk(Init->getInit());
}

Place LockUse::resolved(Place Lock) const {
  if (Lock.Base != Place::Root::Receiver || Lock.Path.size() < 2)
    return Lock;
  for (const auto &[Field, To] : Bound)
    if (Lock.Path[0].Member == Field &&
        Lock.Path[1].What == PathStep::Kind::Pointee)
      return extend(To, llvm::ArrayRef(Lock.Path).drop_front(2));
  return Lock;
}

/// `~Guard() { release(); }`
void LockUse::ownMember(const CXXMethodDecl *Method) {
  const FunctionDecl *Definition = nullptr;
  if (!Fuel || !Tu.isUserCode(Method) || !Method->hasBody(Definition) ||
      Definition->hasSkippedBody() || Definition->isDependentContext())
    return;
  --Fuel;
  walk(Definition->getBody());
}

void LockUse::leave(const Stmt *S) {
  const auto *E = dyn_cast<Expr>(S);
  std::optional<CallSite> Site = E ? callSite(E) : std::nullopt;
  if (!Site || !Site->Callee)
    return;
  if (const auto *Method = dyn_cast<CXXMethodDecl>(Site->Callee);
      Method && Site->Object &&
      isa<CXXThisExpr>(Site->Object->IgnoreParenImpCasts()))
    return ownMember(Method);
  const Expr *Lock = nullptr;
  models::LockOp Op = models::LockOp::Init;
  if (models::Models::Match Match = Tu.model(Site->Callee);
      Match && Match->LockFunction) {
    const models::LockFunction &Model =
        Match.Source->LockFunctions[Match->LockFunction - 1];
    Lock = Model.LockArg == models::ObjectArg ? Site->Object
                                              : Site->argument(Model.LockArg);
    Op = Model.Op;
    if (Op == models::LockOp::Acquire)
      Mode = modeOf(Model.Mode);
  } else if (const auto *Method = dyn_cast<CXXMethodDecl>(Site->Callee);
             Method && Method->getIdentifier() &&
             isLockableByStructure(Method->getParent())) {
    llvm::StringRef Name = Method->getName();
    Lock = Site->Object;
    if (Name == "lock" || Name == "Lock")
      Op = models::LockOp::Acquire;
    else if (Name == "unlock" || Name == "Unlock")
      Op = models::LockOp::Release;
  }
  if (Op == models::LockOp::Release)
    Gives = true;
  if (Op == models::LockOp::Acquire && Lock)
    if (Place Where = resolved(placeOf(Tu, F, Lock)); Where.known())
      Taken.push_back(std::move(Where));
}

/// A class of the user's whose constructor takes what its destructor returns.
static std::optional<Guarding> byStructure(TuContext &Tu,
                                           const FunctionDecl *Enclosing,
                                           const CallSite &Site) {
  const auto *Ctor = dyn_cast<CXXConstructorDecl>(Site.Callee);
  const FunctionDecl *Definition = nullptr;
  if (!Ctor || !Tu.isUserCode(Ctor) || Ctor->isCopyOrMoveConstructor() ||
      !Ctor->hasBody(Definition) || Definition->isDependentContext() ||
      Definition->hasSkippedBody())
    return std::nullopt;
  const CXXDestructorDecl *Dtor = Ctor->getParent()->getDestructor();
  if (!Dtor || Dtor->isTrivial())
    return std::nullopt;
  LockUse Ctors(Tu, Definition);
  if (Ctors.Taken.empty())
    return std::nullopt;
  const FunctionDecl *End = nullptr;
  if (Dtor->isUserProvided() && Dtor->hasBody(End) && !LockUse(Tu, End).Gives &&
      Ctors.Taken.size() && !Ctor->getParent()->field_empty() &&
      isa<CompoundStmt>(End->getBody()) &&
      !cast<CompoundStmt>(End->getBody())->body_empty())
    return std::nullopt;
  Guarding Out;
  Out.Mode = Ctors.Mode;
  for (const Place &Lock : Ctors.Taken)
    if (Place Here = inCallersTerms(Tu, Enclosing, Lock, Site); Here.known())
      Out.Locks.push_back(std::move(Here));
  return Out;
}

/// The value that the last statement of a visible callee returns.
static const Expr *lastReturn(const FunctionDecl *Definition) {
  const auto *Body = dyn_cast_or_null<CompoundStmt>(Definition->getBody());
  if (!Body || Body->body_empty())
    return nullptr;
  const auto *Return = dyn_cast<ReturnStmt>(Body->body_back());
  return Return ? Return->getRetValue() : nullptr;
}

/// A guard that a visible function of the user's makes and returns.
static std::optional<Guarding>
byReturn(TuContext &Tu, const FunctionDecl *Enclosing, const CallSite &Site) {
  const FunctionDecl *Definition = nullptr;
  if (!Site.Callee->hasBody(Definition) || !Tu.isUserCode(Definition) ||
      Definition->isDependentContext() || isa<CXXConstructorDecl>(Definition))
    return std::nullopt;
  const Expr *Value = lastReturn(Definition);
  if (Value)
    if (const auto *Ref = dyn_cast<DeclRefExpr>(
            withoutWrappers(Value)->IgnoreParenImpCasts()))
      if (const auto *Var = dyn_cast<VarDecl>(Ref->getDecl()))
        Value = Var->getInit();
  if (!Value)
    return std::nullopt;
  std::optional<Guarding> Inner =
      guardingOf(Tu, Definition, Definition->getBody(), Value);
  if (!Inner)
    return std::nullopt;
  std::vector<Place> Locks;
  for (const Place &Lock : Inner->Locks)
    if (Place Here = inCallersTerms(Tu, Enclosing, Lock, Site); Here.known())
      Locks.push_back(std::move(Here));
  Inner->Locks = std::move(Locks);
  return Inner;
}

bool mayGiveBack(TuContext &Tu, const CXXMethodDecl *Method) {
  const FunctionDecl *Definition = nullptr;
  if (!Tu.isUserCode(Method) || !Method->hasBody(Definition) ||
      Definition->isDependentContext() || Definition->hasSkippedBody())
    return false;
  LockUse Use(Tu, Definition);
  return Use.Gives && Use.Taken.empty();
}

std::optional<Guarding> guardingOf(TuContext &Tu, const FunctionDecl *Enclosing,
                                   const Stmt *Body, const Expr *Init) {
  Init = Init ? withoutWrappers(Init) : nullptr;
  std::optional<CallSite> Site = Init ? callSite(Init) : std::nullopt;
  if (!Site || !Site->Callee)
    return std::nullopt;
  const auto *Ctor = dyn_cast<CXXConstructorDecl>(Site->Callee);
  if (Ctor && Ctor->isCopyOrMoveConstructor() && Site->Arguments.size() == 1)
    return guardingOf(Tu, Enclosing, Body, Site->Arguments[0]);
  std::optional<Guarding> Out;
  const CXXRecordDecl *Made = Init->getType()->getAsCXXRecordDecl();
  models::Models::Match Match = Tu.model(Made);
  if (Match && Match->Guard) {
    const models::Guard &Model = Match.Source->Guards[Match->Guard - 1];
    if (Ctor || Model.LockArg == models::ObjectArg)
      Out = byModel(Tu, Enclosing, Body, *Site, *Match.Source, Model);
    else
      Out = byReturn(Tu, Enclosing, *Site);
  } else if (Ctor) {
    Out = byAttribute(Tu, Enclosing, *Site);
    if (!Out)
      Out = byStructure(Tu, Enclosing, *Site);
  } else if (Made && Tu.isUserCode(Made)) {
    Out = byReturn(Tu, Enclosing, *Site);
  }
  if (Out)
    Out->MadeBy = Init;
  return Out;
}

} // namespace cohazard::facts
