#include "facts/TaskWalk.h"
#include "facts/CoroutineTypes.h"
#include "facts/Coroutines.h"
#include "facts/TaskAwait.h"
#include "clang/AST/Attr.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace cohazard::facts {

namespace {

class TaskWalk : public BodyWalk {
public:
  explicit TaskWalk(BodyContext &Body)
      : BodyWalk(Body.Tu.Ast), Body(Body), Creations(Body.Tu, Body.Decl) {}

  TaskUses Uses;

protected:
  bool enter(const Stmt *S) override;
  void variable(const VarDecl *Var) override;

private:
  bool isDiscarded(const Expr *E) const;
  bool discardIgnored(const Expr *E, bool VoidCast);
  void discard(const Expr *Whole, bool VoidCast);
  void drop(Creation Made, DropKind How, bool VoidCast,
            bool MemberBehind = false);
  void placeAwait(Creation &Made, bool MemberBehind = false) {
    Made.Await = awaitInsertion(
        Body, Made, {ancestors(), usedAt().isValid(), MemberBehind});
  }
  void readAwait(const CoawaitExpr *Await);
  void readTest(const CXXMemberCallExpr *Call);
  void readMention(const DeclRefExpr *Ref);
  void readAssignment(const CXXOperatorCallExpr *Assign);
  std::optional<Creation> initialTask(const VarDecl *Var);
  std::optional<Creation> movedTask(const Expr *Value);

  BodyContext &Body;
  TaskCreations Creations;
};

} // namespace

//===-- Discarded values --------------------------------------------------===//

/// Is \p S the last statement of a `({ … })`, whose value it is?
static bool isValueOfBlock(const CompoundStmt *Block, const Stmt *S,
                           const Stmt *Around) {
  return isa_and_nonnull<StmtExpr>(Around) && Block->size() &&
         Block->body_back() == S;
}

/// Does nobody take the value of \p E, going by what stands around it?
bool TaskWalk::isDiscarded(const Expr *E) const {
  llvm::ArrayRef<const Stmt *> Around = ancestors();
  if (Around.empty())
    return false;
  const Stmt *Parent = Around.back();
  if (const auto *Block = dyn_cast<CompoundStmt>(Parent))
    return !isValueOfBlock(
        Block, E, Around.size() > 1 ? Around[Around.size() - 2] : nullptr);
  if (const auto *If = dyn_cast<IfStmt>(Parent))
    return E == If->getThen() || E == If->getElse() || E == If->getInit();
  if (const auto *For = dyn_cast<ForStmt>(Parent))
    return E == For->getInit() || E == For->getInc() || E == For->getBody();
  if (const auto *While = dyn_cast<WhileStmt>(Parent))
    return E == While->getBody();
  if (const auto *Do = dyn_cast<DoStmt>(Parent))
    return E == Do->getBody();
  if (const auto *Range = dyn_cast<CXXForRangeStmt>(Parent))
    return E == Range->getBody() || E == Range->getInit();
  if (const auto *Switch = dyn_cast<SwitchStmt>(Parent))
    return E == Switch->getBody() || E == Switch->getInit();
  if (const auto *Case = dyn_cast<SwitchCase>(Parent))
    return E == Case->getSubStmt();
  if (const auto *Label = dyn_cast<LabelStmt>(Parent))
    return E == Label->getSubStmt();
  if (const auto *Attributed = dyn_cast<AttributedStmt>(Parent))
    return E == Attributed->getSubStmt();
  if (const auto *Operator = dyn_cast<BinaryOperator>(Parent))
    return Operator->getOpcode() == BO_Comma && E == Operator->getLHS();
  return false;
}

/// `std::ignore = task`
bool TaskWalk::discardIgnored(const Expr *E, bool VoidCast) {
  const auto *Assign = dyn_cast<CXXOperatorCallExpr>(E);
  if (!Assign || Assign->getOperator() != OO_Equal ||
      !isStdIgnore(Assign->getArg(0)))
    return false;
  discard(Assign->getArg(1), true);
  return true;
}

void TaskWalk::discard(const Expr *Whole, bool VoidCast) {
  const Expr *E = valueOf(Whole);
  if (const auto *Cast = dyn_cast<CastExpr>(E)) {
    if (Cast->getCastKind() == CK_ToVoid)
      discard(Cast->getSubExpr(), VoidCast || isa<ExplicitCastExpr>(Cast));
    return;
  }
  if (const auto *Operator = dyn_cast<BinaryOperator>(E)) {
    // The left side is visited as a discarded operand of its own.
    if (Operator->getOpcode() == BO_Comma)
      discard(Operator->getRHS(), VoidCast);
    return;
  }
  if (const auto *Choice = dyn_cast<ConditionalOperator>(E)) {
    discard(Choice->getTrueExpr(), VoidCast);
    discard(Choice->getFalseExpr(), VoidCast);
    return;
  }
  if (const auto *Elvis = dyn_cast<BinaryConditionalOperator>(E))
    return discard(Elvis->getFalseExpr(), VoidCast);
  if (const auto *Block = dyn_cast<StmtExpr>(E)) {
    const CompoundStmt *Inner = Block->getSubStmt();
    if (const auto *Last =
            Inner->body_empty() ? nullptr : dyn_cast<Expr>(Inner->body_back()))
      discard(Last, VoidCast);
    return;
  }
  if (const auto *Generic = dyn_cast<GenericSelectionExpr>(E))
    return discard(Generic->getResultExpr(), VoidCast);
  if (discardIgnored(E, VoidCast))
    return;
  std::optional<Creation> Made = Creations.created(Whole);
  if (Made && !Made->EndsChain)
    drop(*Made, DropKind::Discarded, VoidCast);
}

void dropTask(BodyContext &Body, const Creation &Made, DroppedTask What) {
  What.Form = Made.Type.Form;
  What.Creator = Made.Creator;
  What.Lazy = Made.Type.Lazy;
  What.BlocksInDestructor = Made.BlocksInDestructor;
  What.TakesLock = Made.TakesLock;
  What.Await = Made.Await;
  if (!What.Where)
    return;
  if (Made.Type.certain())
    Body.Out.DroppedTasks.push_back(std::move(What));
  else
    TaskTable::of(Body.Tu).Later.push_back(
        {Body.Out.Id, Made.Record, std::move(What)});
}

void TaskWalk::drop(Creation Made, DropKind How, bool VoidCast,
                    bool MemberBehind) {
  placeAwait(Made, MemberBehind);
  DroppedTask What;
  What.Where = Body.Tu.site(Made.Value->getBeginLoc());
  What.How = How;
  What.VoidCast = VoidCast;
  dropTask(Body, Made, std::move(What));
}

//===-- Awaited and tested ------------------------------------------------===//

void TaskWalk::readAwait(const CoawaitExpr *Await) {
  if (Await->isImplicit())
    return;
  const Expr *Operand = valueOf(Await->getOperand());
  const auto *Call = dyn_cast<CallExpr>(Operand);
  const CXXRecordDecl *Record = recordOf(Operand->getType());
  if (Record && (Operand->isPRValue() || (Call && isStdMove(Call))))
    TaskTable::of(Body.Tu).awaited(Record);
}

/// A task that is asked something and dies in the same expression.
void TaskWalk::readTest(const CXXMemberCallExpr *Call) {
  const CXXMethodDecl *Member = Call->getMethodDecl();
  const Expr *Object = Call->getImplicitObjectArgument();
  if (!Member || !Object || !observes(Member))
    return;
  std::optional<Creation> Made = Creations.created(Object);
  if (Made && Made->Type.certain() &&
      (isBoolConversion(Member) || Made->Type.Form == TaskForm::Task))
    drop(*Made, DropKind::Tested, false, !isBoolConversion(Member));
}

//===-- Locals ------------------------------------------------------------===//

/// The task that \p Var is initialised with: what a call returned, or what was
/// moved out of another local.
std::optional<Creation> TaskWalk::initialTask(const VarDecl *Var) {
  const Expr *Init = valueOf(Var->getInit());
  if (isa<CallExpr, CoawaitExpr>(Init))
    if (std::optional<Creation> Made = Creations.created(Init))
      return Made;
  if (const auto *Choice = dyn_cast<ConditionalOperator>(Init)) {
    std::optional<Creation> One = Creations.created(Choice->getTrueExpr());
    std::optional<Creation> Two = Creations.created(Choice->getFalseExpr());
    if (One && Two)
      return One;
  }
  const auto *Moved = dyn_cast<CXXConstructExpr>(Init);
  if (!Moved || Moved->getNumArgs() != 1)
    return std::nullopt;
  return movedTask(Moved->getArg(0));
}

/// The task that \p Value, a `std::move`, takes from another variable of the
/// function.
std::optional<Creation> TaskWalk::movedTask(const Expr *Value) {
  const auto *Move = dyn_cast<CallExpr>(Value->IgnoreParenImpCasts());
  if (!Move || !isStdMove(Move))
    return std::nullopt;
  const auto *From = dyn_cast<DeclRefExpr>(Move->getArg(0)->IgnoreParens());
  const auto *Source = From ? dyn_cast<VarDecl>(From->getDecl()) : nullptr;
  if (isa_and_nonnull<ParmVarDecl>(Source)) {
    QualType Type = Source->getType().getNonReferenceType();
    TaskType Task = Creations.typeOf(Type);
    if (!Task.certain() || Task.Form != TaskForm::Task)
      return std::nullopt;
    return Creation{Value, recordOf(Type), Task, ""};
  }
  auto Known = Uses.Locals.find(Source);
  if (Known == Uses.Locals.end())
    return std::nullopt;
  std::optional<Creation> Made = Known->second.Initial;
  if (!Made)
    Made = Known->second.FirstAssigned;
  if (Made)
    Made->Value = Value;
  return Made;
}

void TaskWalk::variable(const VarDecl *Var) {
  if (!Var->hasLocalStorage() || isa<ParmVarDecl, DecompositionDecl>(Var) ||
      Var->isInitCapture() || Var->isImplicit() || !Var->getDeclName())
    return;
  TaskLocal Local{Var, {}, std::nullopt};
  if (Var->getInit())
    Local.Initial = initialTask(Var);
  if (Local.Initial)
    placeAwait(*Local.Initial);
  // Guards are rarely read, so the attribute says nothing of their task.
  bool Guards = Local.Initial && Local.Initial->TakesLock;
  if (Var->hasAttr<UnusedAttr>() && !Guards)
    return;
  if (Local.Initial)
    Local.Type = Local.Initial->Type;
  else if (!Var->getType()->isReferenceType())
    Local.Type = Creations.typeOf(Var->getType());
  if (!Local.Type.certain() || (Local.Type.MayBeScope && !Guards))
    return;
  for (const Stmt *Around : llvm::reverse(ancestors()))
    if (isa<CompoundStmt>(Around)) {
      Local.Block = Around;
      break;
    }
  Uses.Locals.insert({Var, std::move(Local)});
}

void TaskWalk::readMention(const DeclRefExpr *Ref) {
  const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
  auto Known = Uses.Locals.find(Var);
  if (!Var || Known == Uses.Locals.end())
    return;
  Mention How = mentionOf(Ref, ancestors());
  Known->second.Mentioned = true;
  Known->second.Consumed |= How == Mention::Consumes;
  Known->second.Asserted |=
      How == Mention::Consumes && inAssertion(Body.Tu, Ref->getLocation());
  Known->second.CastToVoid |= How == Mention::Drops;
  Uses.Mentions[Ref] = {Var, How};
}

void TaskWalk::readAssignment(const CXXOperatorCallExpr *Assign) {
  if (Assign->getOperator() != OO_Equal)
    return;
  const auto *Ref =
      dyn_cast<DeclRefExpr>(Assign->getArg(0)->IgnoreParenImpCasts());
  auto Known =
      Uses.Locals.find(Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr);
  if (Known == Uses.Locals.end())
    return;
  std::optional<Creation> Made = Creations.created(Assign->getArg(1));
  if (!Made)
    Made = movedTask(Assign->getArg(1));
  const Stmt *Block = nullptr;
  for (const Stmt *Around : llvm::reverse(ancestors()))
    if (!isa<Expr>(Around)) {
      Block = Around;
      break;
    }
  bool Always = Made && Block == Known->second.Block;
  Uses.Assigned[Assign] = {Made.has_value(), Always};
  std::optional<Creation> &First =
      Always ? Known->second.FirstAssigned : Known->second.MaybeAssigned;
  if (First || !Made)
    return;
  First = Made;
  placeAwait(*First);
}

//===-- The walk ----------------------------------------------------------===//

bool TaskWalk::enter(const Stmt *S) {
  const auto *E = dyn_cast<Expr>(S);
  if (!E)
    return true;
  if (usedAt().isInvalid() && isDiscarded(E))
    discard(E, false);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    readMention(Ref);
  else if (const auto *Await = dyn_cast<CoawaitExpr>(E))
    readAwait(Await);
  else if (isa<CXXConstructExpr>(E))
    readDroppedCallable(Body, Creations, E);
  else if (const auto *Call = dyn_cast<CallExpr>(E)) {
    readDroppedCallable(Body, Creations, E);
    if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call))
      readTest(Member);
    if (const auto *Assign = dyn_cast<CXXOperatorCallExpr>(Call))
      readAssignment(Assign);
  }
  return true;
}

TaskUses readTaskUses(BodyContext &Body) {
  TaskWalk Walk(Body);
  if (const auto *Ctor = dyn_cast_or_null<CXXConstructorDecl>(Body.Decl))
    for (const CXXCtorInitializer *Init : Ctor->inits())
      Walk.walk(Init->getInit());
  Walk.walk(Body.Body);
  return std::move(Walk.Uses);
}

} // namespace cohazard::facts
