// In which order do a body's events happen? Condenses clang's control flow
// graph to blocks of events. A body without events that order matters to gets
// one straight block, or none.

#include "facts/Correlations.h"
#include "facts/LocalValues.h"
#include "facts/Modes.h"
#include "facts/Shared.h"
#include "facts/Spawns.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/ParentMap.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Analysis/CFG.h"
#include "clang/Basic/Diagnostic.h"
#include <map>

using namespace clang;

namespace cohazard::facts {

namespace {

/// An event that follows from a branch: which way, and what.
struct BranchEvent {
  llvm::SmallVector<Step, 2> WhenTrue, WhenFalse;
};

class FlowBuilder {
public:
  FlowBuilder(BodyContext &Body, const CFG &Graph) : Body(Body), Graph(Graph) {}
  void build();

private:
  void attach();
  void condense(const CFGBlock &From);
  uint32_t blockFor(unsigned Id, const Answers &Known);
  void addWays(unsigned Id, const Answers &Known, uint32_t Here);
  void branch(const Expr *Condition, bool Positive, bool IsLoop,
              BranchEvent &Out, unsigned Depth = 0);
  /// Does the `if` at hand leave where its condition is \p Holds?
  bool leaves(bool Holds) const {
    const Stmt *Branch = !AtIf   ? nullptr
                         : Holds ? AtIf->getThen()
                                 : AtIf->getElse();
    return Branch && mayLeave(Branch);
  }
  template <typename List> void append(List &To, llvm::ArrayRef<Step> Steps) {
    To.insert(To.end(), Steps.begin(), Steps.end());
  }

  BodyContext &Body;
  const CFG &Graph;
  /// What happens in a block of the graph, and on its way out.
  struct Condensed {
    llvm::SmallVector<Step, 4> Steps;
    BranchEvent Events;
    llvm::SmallVector<std::optional<unsigned>, 2> Ways; ///< none: unreachable
    llvm::SmallVector<llvm::SmallVector<Step, 1>, 2> Assumed; ///< by way
    bool Ends = false; ///< nothing comes after it
  };
  std::vector<Condensed> Parts; ///< by the id of the block
  std::vector<Decisions> Decided;
  std::map<std::pair<unsigned, Answers>, uint32_t> Numbers;
  std::vector<std::pair<unsigned, Answers>> Work;
  llvm::DenseMap<const Stmt *, llvm::SmallVector<Step, 2>> Attached;
  const IfStmt *AtIf = nullptr;
};

} // namespace

/// Moves the events of nodes that are no element of the graph to the nearest
/// node around them that is one.
void FlowBuilder::attach() {
  llvm::DenseSet<const Stmt *> Elements;
  for (const CFGBlock *B : Graph) {
    for (const CFGElement &E : *B)
      if (auto S = E.getAs<CFGStmt>())
        Elements.insert(S->getStmt());
    if (const Stmt *Condition = B->getTerminatorCondition(false))
      Elements.insert(Condition);
  }
  // By place in the source: the map's own order changes from run to run.
  llvm::SmallVector<const Stmt *, 16> Nodes;
  for (const auto &Entry : Body.At)
    Nodes.push_back(Entry.first);
  llvm::sort(Nodes, [](const Stmt *A, const Stmt *B) {
    auto Order = [](const Stmt *S) {
      return std::pair(S->getEndLoc().getRawEncoding(),
                       ~S->getBeginLoc().getRawEncoding());
    };
    return Order(A) < Order(B);
  });
  std::unique_ptr<ParentMap> Parents;
  for (const Stmt *S : Nodes) {
    const llvm::SmallVector<Step, 1> &Steps = Body.At[S];
    const Stmt *Where = S;
    if (!Elements.contains(Where)) {
      if (!Parents)
        Parents = std::make_unique<ParentMap>(const_cast<Stmt *>(Body.Body));
      while (Where && !Elements.contains(Where))
        Where = Parents->getParent(Where);
      // None for member initialisers and what the graph left out: the entry.
    }
    llvm::SmallVector<Step, 2> &To = Attached[Where];
    To.append(Steps.begin(), Steps.end());
  }
}

/// What the outcome of \p Condition tells. \p Positive: the branch that is
/// taken when \p Condition is nonzero is the true one.
void FlowBuilder::branch(const Expr *Condition, bool Positive, bool IsLoop,
                         BranchEvent &Out, unsigned Depth) {
  if (!Condition || Depth > 8)
    return;
  while (true) {
    const Expr *Inner = Condition;
    if (auto Found = Body.Outcomes.find(Inner); Found != Body.Outcomes.end()) {
      bool OnTrue = Found->second.WhenNonZero == Positive;
      if ((!OnTrue || !IsLoop || !Found->second.NotIntoLoop) &&
          (!Found->second.OnlyLeaving || leaves(OnTrue))) {
        auto &To = OnTrue ? Out.WhenTrue : Out.WhenFalse;
        To.append(Found->second.Steps.begin(), Found->second.Steps.end());
      }
      return;
    }
    if (const auto *Paren = dyn_cast<ParenExpr>(Inner))
      Condition = Paren->getSubExpr();
    else if (const auto *Cast = dyn_cast<CastExpr>(Inner))
      Condition = Cast->getSubExpr();
    else if (const auto *Full = dyn_cast<FullExpr>(Inner))
      Condition = Full->getSubExpr();
    else
      break;
  }
  if (const auto *Not = dyn_cast<UnaryOperator>(Condition)) {
    if (Not->getOpcode() == UO_LNot)
      branch(Not->getSubExpr(), !Positive, IsLoop, Out, Depth + 1);
    return;
  }
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Condition)) {
    if (const auto *Var = dyn_cast<VarDecl>(Ref->getDecl()))
      branch(onlyValue(Body.Tu, Var), Positive, IsLoop, Out, Depth + 1);
    return;
  }
  const auto *Binary = dyn_cast<BinaryOperator>(Condition);
  if (!Binary)
    return;
  if (Binary->isAssignmentOp())
    return branch(Binary->getRHS(), Positive, IsLoop, Out, Depth + 1);
  if (!Binary->isComparisonOp())
    return;
  const Expr *Left = Binary->getLHS(), *Right = Binary->getRHS();
  BinaryOperatorKind Op = Binary->getOpcode();
  Expr::EvalResult Value;
  if (!Right->EvaluateAsInt(Value, Body.Tu.Ast) &&
      Left->EvaluateAsInt(Value, Body.Tu.Ast)) {
    std::swap(Left, Right);
    Op = BinaryOperator::reverseComparisonOp(Op);
  }
  const bool Zero =
      (Value.Val.isInt() && Value.Val.getInt() == 0) ||
      Right->isNullPointerConstant(Body.Tu.Ast,
                                   Expr::NPC_ValueDependentIsNotNull);
  switch (Op) {
  case BO_EQ:
    return branch(Left, Positive != Zero, IsLoop, Out, Depth + 1);
  case BO_NE:
    return branch(Left, Positive == Zero, IsLoop, Out, Depth + 1);
  case BO_GE:
  case BO_GT:
    return branch(Left, Positive, IsLoop, Out, Depth + 1);
  case BO_LT:
  case BO_LE:
    return branch(Left, !Positive, IsLoop, Out, Depth + 1);
  default:
    return;
  }
}

/// Does it matter which ways go together? Only for what threads must or may
/// hold: a lock, a thread, a signal.
static bool mayCorrelate(const BodyContext &Body) {
  const Function &Out = Body.Out;
  return !Out.Spawns.empty() || !Out.Joins.empty() || !Out.Locks.empty() ||
         llvm::any_of(Out.Calls, [&](const Call &C) {
           return C.Callee &&
                  llvm::StringRef(Body.Tu.Facts.entity(C.Callee).Name)
                      .contains_insensitive("lock");
         });
}

/// Does control leave the function at the end of \p B without returning?
static bool mustNotReturn(const CFG &Graph, const CFGBlock &B) {
  if (B.hasNoReturnElement())
    return true;
  if (B.empty() || B.succ_size() != 1 ||
      B.succ_begin()->getReachableBlock() != &Graph.getExit())
    return false;
  auto Last = B.back().getAs<CFGStmt>();
  return Last && isa<CXXThrowExpr>(Last->getStmt());
}

void FlowBuilder::condense(const CFGBlock &From) {
  Condensed &Out = Parts[From.getBlockID()];
  auto Take = [&](const Stmt *S) {
    if (auto Found = Attached.find(S); Found != Attached.end()) {
      append(Out.Steps, Found->second);
      Attached.erase(Found);
    }
  };
  if (&From == &Graph.getEntry())
    Take(nullptr);
  for (const CFGElement &E : From) {
    const VarDecl *Ended = nullptr;
    if (auto S = E.getAs<CFGStmt>())
      Take(S->getStmt());
    else if (auto End = E.getAs<CFGAutomaticObjDtor>())
      Ended = End->getVarDecl();
    else if (auto Cleanup = E.getAs<CFGCleanupFunction>())
      Ended = Cleanup->getVarDecl();
    if (auto Found = Body.AtScopeEnd.find(Ended);
        Ended && Found != Body.AtScopeEnd.end())
      append(Out.Steps, Found->second);
  }
  if (const Stmt *Condition = From.getTerminatorCondition(false)) {
    Take(Condition);
    const Stmt *Terminator = From.getTerminatorStmt();
    AtIf = dyn_cast_or_null<IfStmt>(Terminator);
    if (From.succ_size() == 2 && !isa_and_nonnull<SwitchStmt>(Terminator))
      branch(lastCondition(From), true,
             isa_and_nonnull<WhileStmt, ForStmt, DoStmt>(Terminator),
             Out.Events);
  }
  Out.Ends = mustNotReturn(Graph, From);
  for (unsigned Way = 0; Way < From.succ_size(); ++Way) {
    const CFGBlock *To = From.succ_begin()[Way].getReachableBlock();
    Out.Ways.push_back(To ? std::optional(To->getBlockID()) : std::nullopt);
    Out.Assumed.emplace_back();
    if (To && !Out.Ends)
      assume(Body, From, Way, Out.Assumed.back());
  }
}

// Bodies with more blocks are not told apart by what was decided: each could
// stand for several.
static constexpr unsigned MostBlocks = 400;

/// The block of facts for a block of the graph where so much is known.
uint32_t FlowBuilder::blockFor(unsigned Id, const Answers &Known) {
  // Block 0 is the entry: the graph numbers it last.
  std::vector<Block> &Blocks = Body.Out.Body.Blocks;
  const bool AllOpen = Known == Answers{};
  auto [It, New] = Numbers.try_emplace(
      {Id, Known}, AllOpen ? Graph.getNumBlockIDs() - 1 - Id : Blocks.size());
  if (New) {
    if (!AllOpen)
      Blocks.emplace_back();
    Work.push_back({Id, Known});
  }
  return It->second;
}

void FlowBuilder::addWays(unsigned Id, const Answers &Known, uint32_t Here) {
  const Condensed &From = Parts[Id];
  std::vector<Block> &Blocks = Body.Out.Body.Blocks;
  Answers After = Known;
  int Asks = -1;
  if (!Decided.empty()) {
    for (unsigned I = 0; I < MostDecisions; ++I)
      After[I] = Decided[Id].Sets[I].value_or(After[I]);
    Asks = Decided[Id].Asks;
  }
  for (unsigned Way = 0; Way < From.Ways.size(); ++Way) {
    if (!From.Ways[Way])
      continue;
    Answers There = After;
    if (Asks >= 0) {
      const Answer Given = (Way == 0) == Decided[Id].YesIsFirst ? Answer::Yes
                                                                : Answer::No;
      if (There[Asks] != Answer::Open && There[Asks] != Given)
        continue;
      There[Asks] = Given;
    }
    uint32_t Target = blockFor(*From.Ways[Way], There);
    llvm::SmallVector<Step, 4> Then(From.Assumed[Way].begin(),
                                    From.Assumed[Way].end());
    if (Way < 2)
      llvm::append_range(Then, Way ? From.Events.WhenFalse
                                   : From.Events.WhenTrue);
    if (!Then.empty()) {
      Blocks.push_back({{Then.begin(), Then.end()}, {Target}});
      Target = Blocks.size() - 1;
    }
    Blocks[Here].Successors.push_back(Target);
  }
}

void FlowBuilder::build() {
  attach();
  std::vector<Block> &Blocks = Body.Out.Body.Blocks;
  Blocks.resize(Graph.getNumBlockIDs());
  Parts.resize(Graph.getNumBlockIDs());
  // From the last to the first: an element may stand in several blocks only
  // where the graph copies a condition.
  for (const CFGBlock *B : llvm::reverse(Graph))
    condense(*B);
  if (Graph.getNumBlockIDs() <= MostBlocks && mayCorrelate(Body))
    Decided = correlate(Body.Tu, Body.Decl, Graph);
  blockFor(Graph.getEntry().getBlockID(), {});
  while (!Work.empty()) {
    auto [Id, Known] = Work.back();
    Work.pop_back();
    const uint32_t Here = Numbers[{Id, Known}];
    append(Blocks[Here].Steps, Parts[Id].Steps);
    // Nothing comes after exit() or a throw: an empty block is its own
    // successor.
    if (Parts[Id].Ends) {
      const uint32_t Sink = Blocks.size();
      Blocks[Here].Successors.push_back(Sink);
      Blocks.push_back({{}, {Sink}});
    } else {
      addWays(Id, Known, Here);
    }
  }
}

/// Does the body call exit() or the like itself?
static bool mayLeaveForGood(const BodyContext &Body) {
  for (const auto &Entry : Body.At)
    if (const auto *Call = dyn_cast<CallExpr>(Entry.first))
      if (const FunctionDecl *Callee = Call->getDirectCallee())
        if (Callee->isNoReturn())
          return true;
  return false;
}

/// Does the order or the branching matter to anyone?
static bool needsGraph(const BodyContext &Body) {
  const Function &Out = Body.Out;
  if (!Out.Spawns.empty() || !Out.Joins.empty() || !Out.Locks.empty() ||
      !Out.Signals.empty() || !Out.LoopRuns.empty())
    return true;
  // Calls may do any of these. Where a local pointer leads hardly matters.
  auto Named = [&](const Access &A) {
    return A.What.Base != Place::Root::Variable || !mayLeadOn(A.What) ||
           mayRace(Body.Tu, A.What.Variable);
  };
  return (!Out.Calls.empty() && llvm::any_of(Out.Accesses, Named)) ||
         mayLeaveForGood(Body) ||
         (!Out.Calls.empty() && mayTestParameter(Body.Body));
}

/// Initialisers of globals run in order; of a broken body the order is not
/// known, and no thread is said to run beside it.
static void straight(BodyContext &Body) {
  Function &Out = Body.Out;
  Out.Body.Blocks.clear();
  Block All;
  auto Add = [&](StepKind Kind, size_t Count) {
    for (size_t I = 0; I < Count; ++I)
      All.Steps.push_back({Kind, static_cast<uint32_t>(I)});
  };
  Add(StepKind::Call, Out.Calls.size());
  if (!Body.Tu.Ast.getDiagnostics().hasUncompilableErrorOccurred())
    Add(StepKind::Spawn, Out.Spawns.size());
  Add(StepKind::Access, Out.Accesses.size());
  if (!All.Steps.empty())
    Out.Body.Blocks.push_back(std::move(All));
}

void buildFlow(BodyContext &Body) {
  if (!Body.Decl)
    return straight(Body);
  if (!needsGraph(Body) ||
      Body.Tu.Ast.getDiagnostics().hasUncompilableErrorOccurred())
    return straight(Body);
  CFG::BuildOptions Options;
  Options.AddImplicitDtors = true;
  Options.AddInitializers = true;
  Options.AddTemporaryDtors = false;
  Options.PruneTriviallyFalseEdges = true;
  Options.setAllAlwaysAdd();
  std::unique_ptr<CFG> Graph = CFG::buildCFG(
      Body.Decl, const_cast<Stmt *>(Body.Body), &Body.Tu.Ast, Options);
  if (!Graph)
    return straight(Body);
  FlowBuilder(Body, *Graph).build();
}

} // namespace cohazard::facts
