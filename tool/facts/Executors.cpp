#include "facts/Executors.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Analysis/CFG.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;

namespace cohazard::facts {

static const models::Executor *executorModel(const models::Models::Match &M) {
  return M && M->Executor ? &M.Source->Executors[M->Executor - 1] : nullptr;
}

static const models::Executor BlockingPool{models::ExecutorKind::Pool, true};

/// Looks through references, pointers and smart pointers, from a nested class
/// (`thread_pool::executor_type`) to the one around it, and into what strands
/// and binders wrap.
static const models::Executor *executorType(TuContext &Tu, QualType Type,
                                            int Depth = 0) {
  Type = Type.getNonReferenceType();
  if (Type->isPointerType())
    Type = Type->getPointeeType();
  const CXXRecordDecl *Record = Type->getAsCXXRecordDecl();
  const models::Executor *Found = nullptr;
  for (const CXXRecordDecl *R = Record; R && !Found;
       R = dyn_cast<CXXRecordDecl>(R->getDeclContext()))
    Found = executorModel(Tu.model(R));
  if (Found && Found->Kind != models::ExecutorKind::Serial)
    return Found;
  const auto *Special =
      dyn_cast_or_null<ClassTemplateSpecializationDecl>(Record);
  if (!Special || Depth > 2)
    return Found;
  for (const TemplateArgument &Argument : Special->getTemplateArgs().asArray())
    if (Argument.getKind() == TemplateArgument::Type)
      if (const models::Executor *Inner =
              executorType(Tu, Argument.getAsType(), Depth + 1))
        return Inner;
  return Found;
}

/// A pool that its name sets apart for blocking work, whatever its type.
static bool isNamedForBlocking(const Expr *E) {
  const ValueDecl *Named = namedObject(E);
  const IdentifierInfo *Id = Named ? Named->getIdentifier() : nullptr;
  return Id && (Id->getName().contains_insensitive("background") ||
                Id->getName().contains_insensitive("blocking"));
}

static const models::Executor *executorOf(TuContext &Tu, const Expr *E,
                                          int Depth) {
  if (E->getType().isNull() || E->isTypeDependent())
    return nullptr;
  const Expr *Inner = E->IgnoreImplicit()->IgnoreParenCasts();
  if (isNamedForBlocking(Inner) && executorType(Tu, Inner->getType()))
    return &BlockingPool;
  // `auto Ex = pool.get_executor();`: the variable says less than its value.
  if (const auto *Var = dyn_cast_or_null<VarDecl>(namedObject(Inner)))
    if (Depth < 2 && !isa<ParmVarDecl>(Var) && Var->getInit())
      if (const models::Executor *Found =
              executorOf(Tu, Var->getInit(), Depth + 1))
        return Found;
  if (std::optional<CallSite> Call = callSite(Inner)) {
    if (Call->Callee)
      if (const auto *Found = executorModel(Tu.model(Call->Callee)))
        return Found;
    if (const models::Executor *Found = executorType(Tu, Inner->getType()))
      return Found;
    if (Call->Object)
      return executorOf(Tu, Call->Object, Depth);
    // make_strand(ex), bind_executor(ex, handler)
    for (const Expr *Argument : Call->Arguments)
      if (Depth < 2)
        if (const auto *Found = executorOf(Tu, Argument, Depth + 1))
          return Found;
    return nullptr;
  }
  return executorType(Tu, Inner->getType());
}

const models::Executor *executorOf(TuContext &Tu, const Expr *E) {
  return executorOf(Tu, E, 0);
}

/// The executor that the user's settings name for blocking work, as they write
/// it: `app::pool()`.
static bool isUsersExecutor(TuContext &Tu, const Expr *E) {
  SourceRange Range = E->getSourceRange();
  if (Range.isInvalid() || Range.getBegin().isMacroID())
    return false;
  return Tu.Library.isUsersExecutor(
      Lexer::getSourceText(CharSourceRange::getTokenRange(Range), Tu.Sources,
                           Tu.Ast.getLangOpts()));
}

const models::Executor *executorOf(TuContext &Tu, const CallSite &Call) {
  if (Call.Object && isUsersExecutor(Tu, Call.Object))
    return &BlockingPool;
  for (const Expr *Argument : Call.Arguments)
    if (isUsersExecutor(Tu, Argument))
      return &BlockingPool;
  if (Call.Object)
    if (const models::Executor *Found = executorOf(Tu, Call.Object))
      return Found;
  for (const Expr *Argument : Call.Arguments)
    if (const models::Executor *Found = executorOf(Tu, Argument))
      return Found;
  return nullptr;
}

namespace {

enum class Ground : uint8_t { Loop, Blocking };

/// Where `co_await Operand` continues; none if it does not hop.
class HopFinder {
public:
  explicit HopFinder(TuContext &Tu) : Tu(Tu) {}

  std::optional<Ground> target(const Expr *Operand) const {
    const Expr *E = Operand->IgnoreImplicit()->IgnoreParenCasts();
    if (const auto *Bound = dyn_cast<CXXBindTemporaryExpr>(E))
      E = Bound->getSubExpr()->IgnoreImplicit();
    // `auto Hop = pool.schedule(); co_await Hop;`
    if (const auto *Var = dyn_cast_or_null<VarDecl>(namedObject(E)))
      if (!isa<ParmVarDecl>(Var) && Var->isLocalVarDecl() && Var->getInit())
        E = Var->getInit()->IgnoreImplicit();
    std::optional<CallSite> Call = callSite(E);
    if (!Call || !Call->Callee)
      return std::nullopt;
    if (isAsioOperation(*Call))
      return boundExecutor(*Call);
    if (!mayHop(*Call) || takesWork(*Call))
      return std::nullopt;
    const models::Executor *Executor = executorOf(Tu, *Call);
    // An executor that no model knows is taken for a loop's.
    return Executor && Executor->BlockingAllowed ? Ground::Blocking
                                                 : Ground::Loop;
  }

private:
  static bool isNamed(const CallSite &Call,
                      llvm::ArrayRef<llvm::StringRef> Names) {
    return Call.Callee && Call.Callee->getIdentifier() &&
           llvm::is_contained(Names, Call.Callee->getName());
  }

  /// Any operation of Asio completes on the coroutine's own executor, unless
  /// its token is bound to another.
  static bool isAsioOperation(const CallSite &Call) {
    return (isNamed(Call, {"post", "dispatch", "defer"}) ||
            (Call.Callee->getIdentifier() &&
             Call.Callee->getName().starts_with("async_"))) &&
           llvm::StringRef(qualifiedName(Call.Callee)).contains("asio::");
  }

  /// Asio's `post(ex, use_awaitable)` resumes where the coroutine was; only
  /// `post(bind_executor(ex, use_awaitable))` and the like move it.
  std::optional<Ground> boundExecutor(const CallSite &Call) const {
    for (const Expr *Argument : Call.Arguments) {
      std::optional<CallSite> Bind =
          callSite(Argument->IgnoreImplicit()->IgnoreParenCasts());
      if (!Bind || !isNamed(*Bind, {"bind_executor"}) || Bind->Arguments.empty())
        continue;
      const models::Executor *Executor =
          executorOf(Tu, Bind->Arguments.front());
      return Executor && Executor->BlockingAllowed ? Ground::Blocking
                                                   : Ground::Loop;
    }
    return Ground::Loop;
  }

  bool isModelledHop(const CallSite &Call) const {
    models::Models::Match Match = Tu.model(Call.Callee);
    return Match && (Match->Functions & models::Hop);
  }

  bool mayHop(const CallSite &Call) const {
    static const llvm::StringSet<> Verbs = {
        "schedule",  "resume_on",   "switch_to", "transfer_to", "hop",
        "hop_to",    "continue_on", "enter",     "resume_in",   "move_to",
        "jump_to",   "via"};
    return isModelledHop(Call) || (Call.Callee->getIdentifier() &&
                                   Verbs.contains(Call.Callee->getName()));
  }

  /// Handing over a callable or a task is an offload: the coroutine itself
  /// comes back where it was.
  bool takesWork(const CallSite &Call) const {
    for (const Expr *Argument : Call.Arguments) {
      const CXXRecordDecl *Type = Argument->getType()->getAsCXXRecordDecl();
      if (!Type)
        continue;
      models::Models::Match Match = Tu.model(Type);
      if (Type->isLambda() || (Match && (Match->Types & models::TaskType)))
        return true;
    }
    return false;
  }

  TuContext &Tu;
};

} // namespace

static const CoawaitExpr *awaitAt(const CFGElement &Element) {
  std::optional<CFGStmt> Statement = Element.getAs<CFGStmt>();
  return Statement ? dyn_cast<CoawaitExpr>(Statement->getStmt()) : nullptr;
}

using Hops = llvm::DenseMap<const Stmt *, Ground>;

static void findHops(const Stmt *S, const HopFinder &Finder, Hops &Found) {
  if (!S || isa<LambdaExpr>(S))
    return;
  if (const auto *Await = dyn_cast<CoawaitExpr>(S))
    if (std::optional<Ground> Target = Finder.target(Await->getOperand()))
      Found[Await] = *Target;
  for (const Stmt *Child : S->children())
    findHops(Child, Finder, Found);
}

/// Where the coroutine is at the end of \p Block if it enters it at \p At.
/// \p Visit is called with each statement and where it runs.
static Ground
runBlock(const CFGBlock &Block, Ground At, const Hops &Found,
         llvm::function_ref<void(const Stmt *, Ground)> Visit) {
  for (const CFGElement &Element : Block) {
    if (std::optional<CFGStmt> Statement = Element.getAs<CFGStmt>())
      Visit(Statement->getStmt(), At);
    if (const CoawaitExpr *Await = awaitAt(Element))
      if (auto Hop = Found.find(Await); Hop != Found.end())
        At = Hop->second;
  }
  return At;
}

/// A block is on blocking ground only if every way into it is.
static llvm::DenseMap<const CFGBlock *, Ground>
groundAtEntry(const CFG &Graph, const Hops &Found) {
  llvm::DenseMap<const CFGBlock *, Ground> At{
      {&Graph.getEntry(), Ground::Loop}};
  llvm::SmallVector<const CFGBlock *, 16> Work{&Graph.getEntry()};
  while (!Work.empty()) {
    const CFGBlock *Block = Work.pop_back_val();
    Ground Out =
        runBlock(*Block, At[Block], Found, [](const Stmt *, Ground) {});
    for (const CFGBlock *Next : Block->succs()) {
      if (!Next)
        continue;
      auto [It, New] = At.try_emplace(Next, Out);
      bool Weaker = It->second == Ground::Blocking && Out == Ground::Loop;
      if (Weaker)
        It->second = Ground::Loop;
      if (New || Weaker)
        Work.push_back(Next);
    }
  }
  return At;
}

void markHops(BodyContext &Body) {
  if (!Body.Out.IsCoroutine ||
      Body.Tu.Ast.getDiagnostics().hasUncompilableErrorOccurred())
    return;
  Hops Found;
  findHops(Body.Body, HopFinder(Body.Tu), Found);
  bool Leaves = llvm::any_of(
      Found, [](const auto &Hop) { return Hop.second == Ground::Blocking; });
  if (!Leaves)
    return;
  CFG::BuildOptions Build;
  Build.setAllAlwaysAdd();
  std::unique_ptr<CFG> Graph = CFG::buildCFG(
      Body.Decl, const_cast<Stmt *>(Body.Body), &Body.Tu.Ast, Build);
  if (!Graph)
    return;
  auto Entry = groundAtEntry(*Graph, Found);
  for (auto &[Block, At] : Entry)
    runBlock(*Block, At, Found, [&](const Stmt *S, Ground Here) {
      if (auto Steps = Body.At.find(S); Steps != Body.At.end())
        for (const Step &Event : Steps->second)
          if (Event.Kind == StepKind::Call && Here == Ground::Blocking)
            Body.Out.Calls[Event.Index].MayBlockHere = true;
    });
}

} // namespace cohazard::facts
