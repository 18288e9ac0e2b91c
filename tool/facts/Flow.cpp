// In which order do a body's events happen? Condenses clang's control flow
// graph to blocks of events. A body without events that order matters to gets
// one straight block, or none.

#include "facts/Extract.h"
#include "facts/LocalValues.h"
#include "facts/Modes.h"
#include "facts/Shared.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/ParentMap.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Analysis/CFG.h"
#include "clang/Basic/Diagnostic.h"

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
  void visitBlock(const CFGBlock &From);
  void branch(const Expr *Condition, bool Positive, bool IsLoop,
              BranchEvent &Out, unsigned Depth = 0);
  BranchEvent branches(const CFGBlock &From);
  uint32_t wayTo(uint32_t Target, llvm::ArrayRef<Step> Steps);
  void assume(const CFGBlock &From, unsigned Way,
              llvm::SmallVectorImpl<Step> &Out);
  void append(Block &To, llvm::ArrayRef<Step> Steps) {
    To.Steps.insert(To.Steps.end(), Steps.begin(), Steps.end());
  }

  BodyContext &Body;
  const CFG &Graph;
  llvm::DenseMap<const Stmt *, llvm::SmallVector<Step, 2>> Attached;
  llvm::DenseSet<const VarDecl *> EndedByGraph;
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
      if (!OnTrue || !IsLoop || !Found->second.NotIntoLoop) {
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

/// The events that follow from the condition at the end of \p From.
BranchEvent FlowBuilder::branches(const CFGBlock &From) {
  BranchEvent Events;
  const Stmt *Condition = From.getTerminatorCondition(false);
  const Stmt *Terminator = From.getTerminatorStmt();
  if (Condition && From.succ_size() == 2 &&
      !isa_and_nonnull<SwitchStmt>(Terminator))
    branch(dyn_cast<Expr>(Condition), true,
           isa_and_nonnull<WhileStmt, ForStmt, DoStmt>(Terminator), Events);
  return Events;
}

/// What the function must have been given where control leaves \p From by its
/// \p Way.
void FlowBuilder::assume(const CFGBlock &From, unsigned Way,
                         llvm::SmallVectorImpl<Step> &Out) {
  llvm::SmallVector<ParameterTest, 4> Found;
  if (const auto *Switch =
          dyn_cast_or_null<SwitchStmt>(From.getTerminatorStmt()))
    addAssumptions(Body.Tu, Body.Decl, Switch,
                   Way + 1 == From.succ_size()
                       ? nullptr
                       : From.succ_begin()[Way].getReachableBlock()->getLabel(),
                   Found);
  else if (From.succ_size() == 2)
    // Of `a && b` the graph decides on each in a block of its own.
    if (const Expr *Last = From.getLastCondition())
      addAssumptions(Body.Tu, Body.Decl, Last, Way == 0, Found);
  auto &Known = Body.Out.Assumptions;
  for (const ParameterTest &T : Found) {
    auto At = llvm::find(Known, T);
    const auto Index = static_cast<uint32_t>(At - Known.begin());
    if (At == Known.end())
      Known.push_back(T);
    Out.push_back({StepKind::Assumption, Index});
  }
}

/// The block to go to for \p Target where \p Steps happen on the way.
uint32_t FlowBuilder::wayTo(uint32_t Target, llvm::ArrayRef<Step> Steps) {
  if (Steps.empty())
    return Target;
  std::vector<Block> &Blocks = Body.Out.Body.Blocks;
  Blocks.emplace_back();
  append(Blocks.back(), Steps);
  Blocks.back().Successors.push_back(Target);
  return Blocks.size() - 1;
}

void FlowBuilder::visitBlock(const CFGBlock &From) {
  std::vector<Block> &Blocks = Body.Out.Body.Blocks;
  // Block 0 is the entry: the graph numbers it last.
  auto IndexOf = [&](const CFGBlock &B) {
    return static_cast<uint32_t>(Graph.getNumBlockIDs() - 1 - B.getBlockID());
  };
  const uint32_t Here = IndexOf(From);
  auto Take = [&](const Stmt *S) {
    if (auto Found = Attached.find(S); Found != Attached.end()) {
      append(Blocks[Here], Found->second);
      Attached.erase(Found);
    }
  };
  if (&From == &Graph.getEntry())
    Take(nullptr);
  for (const CFGElement &E : From) {
    if (auto S = E.getAs<CFGStmt>()) {
      Take(S->getStmt());
    } else if (auto End = E.getAs<CFGAutomaticObjDtor>()) {
      if (auto Found = Body.AtScopeEnd.find(End->getVarDecl());
          Found != Body.AtScopeEnd.end())
        append(Blocks[Here], Found->second);
    }
  }
  if (const Stmt *Condition = From.getTerminatorCondition(false))
    Take(Condition);
  // Nothing comes after exit() or a throw: the block is its own successor.
  if (mustNotReturn(Graph, From)) {
    Blocks[Here].Successors.push_back(Here);
    return;
  }
  const BranchEvent Events = branches(From);
  for (unsigned Way = 0; Way < From.succ_size(); ++Way) {
    const CFGBlock *To = From.succ_begin()[Way].getReachableBlock();
    if (!To)
      continue;
    llvm::SmallVector<Step, 2> Then;
    assume(From, Way, Then);
    if (Way < 2)
      llvm::append_range(Then, Way ? Events.WhenFalse : Events.WhenTrue);
    const uint32_t Target = wayTo(IndexOf(*To), Then); // may move the blocks
    Blocks[Here].Successors.push_back(Target);
  }
}

void FlowBuilder::build() {
  attach();
  Body.Out.Body.Blocks.resize(Graph.getNumBlockIDs());
  // From the last to the first: an element may stand in several blocks only
  // where the graph copies a condition.
  for (const CFGBlock *B : llvm::reverse(Graph))
    visitBlock(*B);
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

/// Does a branch in \p S depend on a parameter? Over-approximates: by name.
static bool mayTestParameter(const Stmt *S, bool InCondition = false) {
  if (!S || isa<LambdaExpr>(S))
    return false;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
    return InCondition && isa<ParmVarDecl>(Ref->getDecl());
  const Stmt *Condition = nullptr;
  if (const auto *If = dyn_cast<IfStmt>(S))
    Condition = If->getCond();
  else if (const auto *Switch = dyn_cast<SwitchStmt>(S))
    Condition = Switch->getCond();
  else if (const auto *Choice = dyn_cast<ConditionalOperator>(S))
    Condition = Choice->getCond();
  return llvm::any_of(S->children(), [&](const Stmt *Child) {
    return mayTestParameter(Child, InCondition || Child == Condition);
  });
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
