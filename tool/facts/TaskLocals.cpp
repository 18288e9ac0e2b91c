//===----------------------------------------------------------------------===//
// Which local tasks does some path not consume?
//
// A forward may-analysis over the body's CFG, one bit for each variable: it
// holds a task that nobody has consumed yet. The bit is set where a task is
// made, cleared by whatever may consume it, and must be clear where the
// variable's life ends. Paths that end in a throw or a call that does not
// return have no such end, so they do not count.
//===----------------------------------------------------------------------===//

#include "facts/TaskWalk.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Analysis/CFG.h"
#include "clang/Basic/Diagnostic.h"
#include "llvm/ADT/SmallBitVector.h"
#include <queue>

using namespace clang;

namespace cohazard::facts {

namespace {

class PathReader {
public:
  PathReader(BodyContext &Body, const TaskUses &Uses) : Body(Body), Uses(Uses) {
    for (const auto &[Var, Local] : Uses.Locals) {
      if (mayBeReported(Local)) {
        Index[Var] = Vars.size();
        Vars.push_back(&Local);
      }
    }
    Found.resize(Vars.size());
  }

  bool hasWork() const { return !Vars.empty(); }
  void run(const CFG &Graph);
  void report();

private:
  using State = llvm::SmallBitVector;
  struct Drop {
    DropKind How;
    SourceLocation Exit;
  };

  static bool mayBeReported(const TaskLocal &Local);
  std::optional<unsigned> indexOf(const VarDecl *Var) const {
    auto Known = Index.find(Var);
    if (Known == Index.end())
      return std::nullopt;
    return Known->second;
  }
  void fixpoint(const CFG &Graph);
  void through(const CFGBlock &Block, State &S, bool Report);
  void statement(const Stmt *S, State &Pending, bool Report);
  void declares(const DeclStmt *S, State &Pending, bool Report);
  void found(unsigned Var, DropKind How, SourceLocation Exit);
  State along(const CFGBlock &Block, unsigned Successor, State Pending) const;
  void consumedBy(const Stmt *S, State &Pending) const;

  BodyContext &Body;
  const TaskUses &Uses;
  std::vector<const TaskLocal *> Vars;
  llvm::DenseMap<const VarDecl *, unsigned> Index;
  std::vector<State> AtEntry;
  std::vector<std::optional<Drop>> Found;
};

} // namespace

/// The task that the local holds first. One that is only assigned under a
/// condition is followed if nothing at all consumes it: otherwise the same
/// condition may guard both.
static const Creation *firstTask(const TaskLocal &Local) {
  if (Local.Initial)
    return &*Local.Initial;
  if (Local.FirstAssigned)
    return &*Local.FirstAssigned;
  return Local.MaybeAssigned && !Local.Consumed ? &*Local.MaybeAssigned
                                                : nullptr;
}

bool PathReader::mayBeReported(const TaskLocal &Local) {
  if (!firstTask(Local))
    return false;
  // Only its type matters: named in decltype and the like, nowhere else.
  if (Local.Type.Form != TaskForm::Task && !Local.Mentioned &&
      Local.Var->isReferenced())
    return false;
  // The future of std::async is reported only if it is never looked at again.
  return Local.Type.Form != TaskForm::Future || !Local.Mentioned;
}

//===-- Transfer ----------------------------------------------------------===//

void PathReader::found(unsigned Var, DropKind How, SourceLocation Exit) {
  const TaskLocal &Local = *Vars[Var];
  if (How == DropKind::UnconsumedPath && Local.Consumed &&
      (Local.Asserted || inAssertion(Body.Tu, Exit)))
    return;
  if (How == DropKind::UnconsumedPath && !Local.Consumed)
    How = DropKind::Unconsumed;
  std::optional<Drop> &Known = Found[Var];
  if (Known && (Known->How == DropKind::Overwritten ||
                !Body.Tu.Sources.isBeforeInTranslationUnit(Exit, Known->Exit)))
    return;
  Known = {How, Exit};
}

void PathReader::declares(const DeclStmt *S, State &Pending, bool Report) {
  for (const Decl *D : S->decls())
    if (const auto *Var = dyn_cast<VarDecl>(D))
      if (std::optional<unsigned> I = indexOf(Var))
        Pending[*I] = Vars[*I]->Initial.has_value();
}

void PathReader::statement(const Stmt *S, State &Pending, bool Report) {
  if (const auto *Declaration = dyn_cast<DeclStmt>(S))
    return declares(Declaration, Pending, Report);
  if (const auto *Lambda = dyn_cast<LambdaExpr>(S)) {
    for (const LambdaCapture &Capture : Lambda->captures())
      if (Capture.capturesVariable())
        if (const auto *Var = dyn_cast<VarDecl>(Capture.getCapturedVar()))
          if (std::optional<unsigned> I = indexOf(Var))
            Pending.reset(*I);
    return;
  }
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S)) {
    auto Known = Uses.Mentions.find(Ref);
    if (Known == Uses.Mentions.end())
      return;
    if (std::optional<unsigned> I = indexOf(Known->second.first))
      if (Known->second.second == Mention::Consumes)
        Pending.reset(*I);
    return;
  }
  auto Assigned = Uses.Assigned.find(S);
  if (Assigned == Uses.Assigned.end())
    return;
  const auto *Target = cast<DeclRefExpr>(
      cast<CXXOperatorCallExpr>(S)->getArg(0)->IgnoreParenImpCasts());
  std::optional<unsigned> I = indexOf(cast<VarDecl>(Target->getDecl()));
  if (!I)
    return;
  if (Pending[*I] && Report)
    found(*I, DropKind::Overwritten, S->getBeginLoc());
  bool Follow = Assigned->second.Always || !Vars[*I]->Consumed;
  Pending[*I] = Assigned->second.MakesTask && Follow;
}

void PathReader::through(const CFGBlock &Block, State &Pending, bool Report) {
  for (const CFGElement &Element : Block) {
    if (std::optional<CFGStmt> S = Element.getAs<CFGStmt>()) {
      statement(S->getStmt(), Pending, Report);
    } else if (auto End = Element.getAs<CFGLifetimeEnds>()) {
      std::optional<unsigned> I = indexOf(End->getVarDecl());
      if (!I)
        continue;
      const Stmt *Why = End->getTriggerStmt();
      if (Pending[*I] && Report)
        found(*I, DropKind::UnconsumedPath,
              !Why                     ? SourceLocation()
              : isa<CompoundStmt>(Why) ? Why->getEndLoc()
                                       : Why->getBeginLoc());
      Pending.reset(*I);
    }
  }
}

/// Clears what \p S may consume.
void PathReader::consumedBy(const Stmt *S, State &Pending) const {
  if (!S)
    return;
  auto Known = Uses.Mentions.find(S);
  if (Known != Uses.Mentions.end())
    if (std::optional<unsigned> I = indexOf(Known->second.first))
      if (Known->second.second == Mention::Consumes)
        Pending.reset(*I);
  for (const Stmt *Child : S->children())
    consumedBy(Child, Pending);
}

/// Does the loop run at least once, by the constants it starts with?
static bool runsOnce(const ForStmt *Loop, const ASTContext &Ast) {
  const auto *Init = dyn_cast_or_null<DeclStmt>(Loop->getInit());
  const auto *Test = dyn_cast_or_null<BinaryOperator>(Loop->getCond());
  if (!Init || !Init->isSingleDecl() || !Test)
    return false;
  const auto *Var = dyn_cast<VarDecl>(Init->getSingleDecl());
  const auto *Left =
      dyn_cast<DeclRefExpr>(Test->getLHS()->IgnoreParenImpCasts());
  Expr::EvalResult First, Last;
  if (!Var || !Var->getInit() || !Left || Left->getDecl() != Var ||
      !Var->getInit()->EvaluateAsInt(First, Ast) ||
      !Test->getRHS()->EvaluateAsInt(Last, Ast))
    return false;
  int64_t From = First.Val.getInt().getExtValue();
  int64_t To = Last.Val.getInt().getExtValue();
  switch (Test->getOpcode()) {
  case BO_LT:
    return From < To;
  case BO_LE:
    return From <= To;
  case BO_GT:
    return From > To;
  case BO_GE:
    return From >= To;
  case BO_NE:
    return From != To;
  default:
    return false;
  }
}

/// The state on one edge: where a branch has asked the variable whether it
/// holds a task, the side without one has nothing to consume.
PathReader::State PathReader::along(const CFGBlock &Block, unsigned Successor,
                                    State Pending) const {
  const auto *Loop = dyn_cast_or_null<ForStmt>(Block.getTerminatorStmt());
  if (Loop && Successor == 1 && runsOnce(Loop, Body.Tu.Ast)) {
    consumedBy(Loop->getBody(), Pending);
    return Pending;
  }
  const auto *Condition =
      dyn_cast_or_null<Expr>(Block.getTerminatorCondition());
  if (!Condition || Block.succ_size() != 2)
    return Pending;
  bool Holds = Successor == 0;
  Condition = Condition->IgnoreParenImpCasts();
  while (const auto *Not = dyn_cast<UnaryOperator>(Condition)) {
    if (Not->getOpcode() != UO_LNot)
      break;
    Holds = !Holds;
    Condition = Not->getSubExpr()->IgnoreParenImpCasts();
  }
  if (const auto *Full = dyn_cast<FullExpr>(Condition))
    Condition = Full->getSubExpr()->IgnoreParenImpCasts();
  const auto *Call = dyn_cast<CXXMemberCallExpr>(Condition);
  const Expr *Object = Call ? Call->getImplicitObjectArgument() : nullptr;
  auto Known =
      Uses.Mentions.find(Object ? Object->IgnoreParenImpCasts() : nullptr);
  if (Known == Uses.Mentions.end())
    return Pending;
  std::optional<unsigned> I = indexOf(Known->second.first);
  if (!I || !Vars[*I]->Consumed)
    return Pending;
  const CXXMethodDecl *Member = Call->getMethodDecl();
  bool AsksEmpty =
      Member && Member->getIdentifier() && Member->getName() == "empty";
  bool Done = Known->second.second == Mention::Polls;
  if (Known->second.second == Mention::Tests || Done)
    if (Holds == (AsksEmpty || Done))
      Pending.reset(*I);
  return Pending;
}

void PathReader::fixpoint(const CFG &Graph) {
  AtEntry.assign(Graph.getNumBlockIDs(), State());
  AtEntry[Graph.getEntry().getBlockID()].resize(Vars.size());
  std::queue<const CFGBlock *> Work;
  Work.push(&Graph.getEntry());
  while (!Work.empty()) {
    const CFGBlock &Block = *Work.front();
    Work.pop();
    State Pending = AtEntry[Block.getBlockID()];
    through(Block, Pending, false);
    unsigned Successor = 0;
    for (const CFGBlock::AdjacentBlock &Next : Block.succs()) {
      unsigned I = Successor++;
      if (!Next)
        continue;
      State Out = along(Block, I, Pending);
      State &Known = AtEntry[Next->getBlockID()];
      bool First = Known.empty();
      if (First)
        Known.resize(Vars.size());
      State Before = Known;
      Known |= Out;
      if (First || Known != Before)
        Work.push(Next);
    }
  }
}

//===-- The answer --------------------------------------------------------===//

void PathReader::run(const CFG &Graph) {
  fixpoint(Graph);
  for (const CFGBlock *Block : Graph) {
    State Pending = AtEntry[Block->getBlockID()];
    if (!Pending.empty())
      through(*Block, Pending, true);
  }
}

void PathReader::report() {
  for (size_t I = 0; I < Vars.size(); ++I) {
    if (!Found[I])
      continue;
    const TaskLocal &Local = *Vars[I];
    DroppedTask What;
    What.Where = Body.Tu.site(Local.Var->getLocation());
    What.How = Found[I]->How;
    What.Variable = Local.Var->getNameAsString();
    What.VoidCast = Local.CastToVoid && What.How == DropKind::Unconsumed;
    if (What.How != DropKind::Unconsumed)
      What.Exit = Body.Tu.site(Found[I]->Exit);
    dropTask(Body, *firstTask(Local), std::move(What));
  }
}

void followTaskLocals(BodyContext &Body, const TaskUses &Uses) {
  PathReader Reader(Body, Uses);
  if (!Reader.hasWork() ||
      Body.Tu.Ast.getDiagnostics().hasUncompilableErrorOccurred())
    return;
  CFG::BuildOptions Options;
  Options.AddLifetime = true;
  Options.setAllAlwaysAdd();
  std::unique_ptr<CFG> Graph = CFG::buildCFG(
      Body.Decl, const_cast<Stmt *>(Body.Body), &Body.Tu.Ast, Options);
  if (!Graph)
    return;
  Reader.run(*Graph);
  Reader.report();
}

} // namespace cohazard::facts
