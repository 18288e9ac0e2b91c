// Where does a body wait for threads? A join in a loop over the handles joins
// them all, a join under `if (t.joinable())` counts on both branches, and so does
// one after `if (!t.joinable()) return;`.

#include "facts/Callables.h"
#include "facts/Handles.h"
#include "facts/Indices.h"
#include "facts/LocalValues.h"
#include "facts/Places.h"
#include "facts/Shared.h"
#include "facts/Signals.h"
#include "facts/SpawnForms.h"
#include "facts/Spawns.h"
#include "source/Words.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace cohazard::facts {

bool mayLeave(const Stmt *Branch) {
  if (const auto *Block = dyn_cast<CompoundStmt>(Branch))
    return !Block->body_empty() && mayLeave(Block->body_back());
  if (isa<ReturnStmt, BreakStmt, ContinueStmt, GotoStmt>(Branch))
    return true;
  const auto *Call = dyn_cast<CallExpr>(Branch);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  return isa<CXXThrowExpr>(Branch) || (Callee && Callee->isNoReturn());
}

namespace {
/// Where a join takes effect, and whether it joins all of several handles.
struct JoinPoint {
  const Stmt *At;
  bool Every = false;
  const ForStmt *Over = nullptr; ///< the loop over them
};
} // namespace

void collectNames(const Stmt *S, llvm::DenseSet<const ValueDecl *> &Out) {
  if (const auto *Ref = dyn_cast_or_null<DeclRefExpr>(S))
    Out.insert(Ref->getDecl());
  if (const auto *Member = dyn_cast_or_null<MemberExpr>(S))
    Out.insert(Member->getMemberDecl());
  if (S)
    for (const Stmt *Child : S->children())
      collectNames(Child, Out);
}

void noteChanged(const Stmt *S,
                        llvm::DenseSet<const ValueDecl *> &Names) {
  if (const auto *Assign = dyn_cast<BinaryOperator>(S)) {
    if (Assign->isAssignmentOp())
      collectNames(Assign->getLHS(), Names);
  } else if (const auto *Count = dyn_cast<UnaryOperator>(S)) {
    if (Count->isIncrementDecrementOp())
      collectNames(Count->getSubExpr(), Names);
  } else if (const auto *Declared = dyn_cast<DeclStmt>(S)) {
    for (const Decl *D : Declared->decls())
      if (const auto *Var = dyn_cast<VarDecl>(D))
        Names.insert(Var);
  }
}

void noteAllChanged(const Stmt *S,
                           llvm::DenseSet<const ValueDecl *> &Names) {
  if (!S || isa<LambdaExpr>(S))
    return;
  noteChanged(S, Names);
  for (const Stmt *Child : S->children())
    noteAllChanged(Child, Names);
}

/// May \p Condition say whether there is a thread to join? It names the handle,
/// what was decided or noted where a thread was started, or, where no thread is
/// started in this body, what others can set.
static bool mayTellOfThread(const BodyContext &Body, const Expr *Condition,
                            const Expr *Handle) {
  llvm::DenseSet<const ValueDecl *> Names, OfHandle;
  collectNames(Condition, Names);
  collectNames(Handle, OfHandle);
  return llvm::any_of(Names, [&](const ValueDecl *Name) {
    if (isa<FunctionDecl, EnumConstantDecl>(Name))
      return false;
    if (OfHandle.contains(Name) || Body.SpawnNames.contains(Name))
      return true;
    const auto *Var = dyn_cast<VarDecl>(Name);
    return Body.Out.Spawns.empty() && (!Var || Var->hasGlobalStorage());
  });
}

/// What of a condition is evaluated in any case.
static const Expr *evaluatedFirst(const Expr *Condition) {
  while (const auto *Binary =
             dyn_cast<BinaryOperator>(Condition->IgnoreParenImpCasts())) {
    if (!Binary->isLogicalOp())
      break;
    Condition = Binary->getLHS();
  }
  return Condition;
}

/// Does \p Handle name the same object in every turn of \p Loop?
static bool mustStaySame(const Expr *Handle, const Stmt *Loop) {
  Handle = withoutWrappers(Handle);
  if (const auto *Load = dyn_cast<CastExpr>(Handle))
    Handle = withoutWrappers(Load->getSubExpr());
  if (const auto *Member = dyn_cast<MemberExpr>(Handle))
    return isa<CXXThisExpr>(Member->getBase()->IgnoreParenImpCasts()) &&
           !Handle->getType()->isPointerType();
  const auto *Ref = dyn_cast<DeclRefExpr>(Handle);
  const auto *Var = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  if (!Var || Var->getType()->isReferenceType() ||
      Var->getType()->isPointerType())
    return false;
  // One that the loop declares is another in each turn.
  return Var->getLocation().getRawEncoding() <
         Loop->getBeginLoc().getRawEncoding();
}

/// `if (!h->started) return;` before \p Inner in \p Block, if it may say that there
/// is no thread to join: its condition, or null. Where the body itself starts one,
/// what leaves it early may leave it running.
static const Expr *guardBefore(const BodyContext &Body,
                               const CompoundStmt *Block, const Stmt *Inner,
                               const Expr *Handle) {
  if (!Body.Out.Spawns.empty())
    return nullptr;
  for (const Stmt *S : Block->body()) {
    if (S == Inner)
      break;
    const auto *If = dyn_cast<IfStmt>(S);
    if (If && !If->getElse() && mayLeave(If->getThen()) &&
        mayTellOfThread(Body, If->getCond(), Handle))
      return evaluatedFirst(If->getCond());
  }
  return nullptr;
}

/// Only the innermost loop: one further out may start the threads again.
static JoinPoint joinPoint(const BodyContext &Body, const Expr *E,
                           const Expr *Handle,
                           llvm::ArrayRef<const Stmt *> Around) {
  JoinPoint Point{E};
  const Stmt *Inner = E;
  for (const Stmt *S : llvm::reverse(Around)) {
    const Stmt *Head = nullptr;
    if (const auto *If = dyn_cast<IfStmt>(S)) {
      if (If->getThen() == Inner && !If->getElse() && !mayLeave(Inner)) {
        if (!mayTellOfThread(Body, If->getCond(), Handle))
          return Point;
        Point.At = evaluatedFirst(If->getCond());
      }
    } else if (const auto *For = dyn_cast<ForStmt>(S)) {
      if (For->getBody() == Inner)
        Head = For->getCond() ? evaluatedFirst(For->getCond()) : Point.At;
    } else if (const auto *While = dyn_cast<WhileStmt>(S)) {
      if (While->getBody() == Inner)
        Head = evaluatedFirst(While->getCond());
    } else if (const auto *Range = dyn_cast<CXXForRangeStmt>(S)) {
      if (Range->getBody() == Inner)
        Head = Range->getRangeStmt();
    } else if (isa<DoStmt>(S)) {
      Head = Point.At;
    } else if (isa<SwitchStmt>(S)) {
      return Point;
    } else if (const auto *Block = dyn_cast<CompoundStmt>(S)) {
      if (const Expr *Guard = guardBefore(Body, Block, Inner, Handle))
        Point.At = Guard;
    }
    if (Head && (Point.Every || mustStaySame(Handle, S)))
      return Point;
    if (Head)
      Point = {Head, true, dyn_cast<ForStmt>(S)};
    Inner = S;
  }
  return Point;
}

static bool looksLikeWaiting(const CXXMethodDecl *Method) {
  return Method->getIdentifier() &&
         isOneOf(Method->getName(), {"join",
                                     "wait",
                                     "wait_all",
                                     "waitAll",
                                     "wait_idle",
                                     "shutdown",
                                     "stop",
                                     "join_all",
                                     "joinAll",
                                     "drain",
                                     "waitForDone",
                                     "wait_for_tasks",
                                     "waitForFinished",
                                     "finish",
                                     "sync",
                                     "wait_for_all",
                                     "wait_until_empty",
                                     "Join",
                                     "Wait",
                                     "Shutdown",
                                     "Stop",
                                     "waitFinished",
                                     "on_empty",
                                     "wait_until_nothing_in_flight",
                                     "stop_and_join"});
}

/// What \p Site waits for, or null.
static const Expr *joinedHandle(TuContext &Tu, const CallSite &Site,
                                bool &Every) {
  if (models::Models::Match Match = Tu.model(Site.Callee);
      Match && Match->Join) {
    const models::Join &Model = Match.Source->Joins[Match->Join - 1];
    if (const auto *Method = dyn_cast<CXXMethodDecl>(Site.Callee))
      Every |= mayBePool(Method->getParent());
    return Model.HandleArg == models::ObjectArg
               ? Site.Object
               : Site.argument(Model.HandleArg);
  }
  const auto *Method = dyn_cast<CXXMethodDecl>(Site.Callee);
  if (!Method || !Site.Object || !looksLikeWaiting(Method))
    return nullptr;
  if (isHandleClass(Tu, Method->getParent()) ||
      mayBePool(Method->getParent())) {
    Every = true;
    return Site.Object;
  }
  return nullptr;
}

/// `std::for_each(ts.begin(), ts.end(), std::mem_fn(&std::thread::join))`, or
/// a lambda that joins its parameter; also `ts.clear()` of joining threads.
static const Expr *joinedRange(TuContext &Tu, const FunctionDecl *Enclosing,
                               const CallSite &Site) {
  const IdentifierInfo *Id = Site.Callee->getIdentifier();
  if (Site.Object && Id && Id->isStr("clear")) {
    if (const auto *Record =
            Site.Object->IgnoreParenImpCasts()->getType()->getAsCXXRecordDecl())
      if (const auto *Special =
              dyn_cast<ClassTemplateSpecializationDecl>(Record))
        if (Special->getTemplateArgs().size() &&
            Special->getTemplateArgs()[0].getKind() == TemplateArgument::Type)
          if (const auto *Element = Special->getTemplateArgs()[0]
                                        .getAsType()
                                        ->getAsCXXRecordDecl())
            if (Element->getIdentifier() &&
                isOneOf(Element->getName(), {"jthread", "future"}))
              return Site.Object;
    return nullptr;
  }
  const bool Ranges = Site.Callee->getOverloadedOperator() == OO_Call;
  if ((!Id || !Id->isStr("for_each")) && !Ranges)
    return nullptr;
  if (Site.Arguments.size() < 2 || Tu.isUserCode(Site.Callee))
    return nullptr;
  const Expr *Last = Site.Arguments.back();
  const LambdaExpr *Lambda = lambdaOf(Tu, Last);
  struct JoinFinder {
    static bool joins(const Stmt *S) {
      if (const auto *Call = dyn_cast_or_null<CXXMemberCallExpr>(S))
        if (const CXXMethodDecl *Method = Call->getMethodDecl())
          if (Method->getIdentifier() &&
              isOneOf(Method->getName(), {"join", "get", "wait"}))
            return true;
      if (const auto *Ref = dyn_cast_or_null<DeclRefExpr>(S))
        if (const auto *Method = dyn_cast<CXXMethodDecl>(Ref->getDecl()))
          if (Method->getIdentifier() && Method->getName() == "join")
            return true;
      if (!S)
        return false;
      for (const Stmt *Child : S->children())
        if (joins(Child))
          return true;
      return false;
    }
  };
  if (JoinFinder::joins(Lambda ? Lambda->getBody() : Last))
    return Site.Arguments[0];
  return nullptr;
}

/// Collects the handles that \p S joins, as far as \p F is given them.
static void collectJoined(TuContext &Tu, const FunctionDecl *F, const Stmt *S,
                          std::vector<Place> &Out) {
  if (!S || isa<LambdaExpr>(S))
    return;
  if (const auto *E = dyn_cast<Expr>(S))
    if (std::optional<CallSite> Site = callSite(E); Site && Site->Callee)
      if (bool Every = false;
          const Expr *Handle = joinedHandle(Tu, *Site, Every))
        if (Place Joined = handlePlace(Tu, F, Handle);
            Joined.Base == Place::Root::Parameter ||
            Joined.Base == Place::Root::Receiver)
          Out.push_back(std::move(Joined));
  for (const Stmt *Child : S->children())
    collectJoined(Tu, F, Child, Out);
}

static llvm::ArrayRef<Place> joinsOf(TuContext &Tu, const FunctionDecl *F) {
  const FunctionDecl *Definition = nullptr;
  if (!Tu.isUserCode(F) || !F->hasBody(Definition) ||
      Definition->hasSkippedBody() || Definition->isDependentContext())
    return {};
  auto [It, New] = Tu.JoinsOf.try_emplace(Definition);
  if (New) {
    std::vector<Place> Found;
    collectJoined(Tu, Definition, Definition->getBody(), Found);
    Tu.JoinsOf[Definition] = std::move(Found);
  }
  return Tu.JoinsOf[Definition];
}

/// A loop over the handles may call a function that joins the one it is given.
static void joinsThroughCall(BodyContext &Body, const CallSite &Site,
                             llvm::ArrayRef<const Stmt *> Around) {
  if (llvm::none_of(Around, [](const Stmt *S) {
        return isa<ForStmt, WhileStmt, CXXForRangeStmt, DoStmt>(S);
      }))
    return;
  for (const Place &Inner : joinsOf(Body.Tu, Site.Callee)) {
    const Expr *Given = Inner.Base == Place::Root::Receiver
                            ? Site.Object
                            : Site.argument(Inner.Parameter);
    if (!Given)
      continue;
    const JoinPoint Point = joinPoint(Body, Site.Whole, Given, Around);
    if (!Point.Every)
      continue;
    Join Out;
    Out.Where = Body.Tu.site(callLocation(Site.Whole));
    Out.Handle =
        extend(handlePlace(Body.Tu, Body.Decl, Given), Inner.Path);
    Out.Every = true;
    if (Point.Over)
      Out.Range = rangeOf(Body.Tu, Point.Over);
    if (!Out.Handle.known())
      continue;
    Body.Out.Joins.push_back(std::move(Out));
    Body.happens(Point.At, StepKind::Join, Body.Out.Joins.size() - 1);
  }
}

void extractJoins(BodyContext &Body, const CallSite &Site,
                  llvm::ArrayRef<const Stmt *> Around) {
  Join Out;
  const Expr *Handle = joinedHandle(Body.Tu, Site, Out.Every);
  if (!Handle) {
    Handle = joinedRange(Body.Tu, Body.Decl, Site);
    Out.Every = Handle != nullptr;
  }
  if (!Handle)
    return joinsThroughCall(Body, Site, Around);
  if (isa<CXXDestructorDecl>(Site.Callee))
    return;
  Handle = signalledObject(Body.Tu, Handle);
  Out.Handle = handlePlace(Body.Tu, Body.Decl, Handle);
  if (!Out.Handle.known())
    return;
  Out.Where = Body.Tu.site(callLocation(Site.Whole));
  JoinPoint Point = joinPoint(Body, Site.Whole, Handle, Around);
  Out.Every |= Point.Every;
  if (Point.Over)
    Out.Range = rangeOf(Body.Tu, Point.Over);
  Body.Out.Joins.push_back(std::move(Out));
  Body.happens(Site.Whole, StepKind::Join, Body.Out.Joins.size() - 1);
  if (Point.At != Site.Whole)
    Body.happens(Point.At, StepKind::Join, Body.Out.Joins.size() - 1);
}

} // namespace cohazard::facts
