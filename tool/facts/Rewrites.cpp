// How does a coroutine's source say its calls, and could an await stand in
// their places? What a fix needs, for calls that may turn out to block.

#include "facts/BodyWalk.h"
#include "facts/CallSite.h"
#include "facts/CoroutineTypes.h"
#include "facts/Extract.h"
#include "facts/MoveLimits.h"
#include "facts/RewriteOrder.h"
#include "facts/TaskAwait.h"
#include "facts/TypeNames.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace cohazard::facts {

namespace {

class RewriteCollector : public BodyWalk {
public:
  explicit RewriteCollector(BodyContext &Body)
      : BodyWalk(Body.Tu.Ast), Body(Body), Tu(Body.Tu) {}

  void collect() {
    walk(Body.Body);
    llvm::sort(Body.Out.Rewrites, [](const Rewrite &A, const Rewrite &B) {
      return A.Begin < B.Begin;
    });
  }

private:
  void leave(const Stmt *S) override;

  std::optional<uint32_t> callOf(const Expr *E) const;
  const Expr *wholeOf(const CallSite &Site) const;
  std::string text(SourceRange Range) const;
  std::string textOf(const Expr *E) const { return text(E->getSourceRange()); }
  void describeValue(const Expr *Whole, Rewrite &Out) const;
  void describeSurroundings(const Expr *Whole, Rewrite &Out) const;
  void describeBeside(const Expr *Whole, const OperandUse &Use,
                      Rewrite &Out) const;

  BodyContext &Body;
  TuContext &Tu;
};

} // namespace

/// The call that was recorded for \p E itself, not for an object's end there.
std::optional<uint32_t> RewriteCollector::callOf(const Expr *E) const {
  auto At = Body.At.find(E);
  if (At == Body.At.end())
    return std::nullopt;
  for (const Step &S : At->second)
    if (S.Kind == StepKind::Call &&
        Body.Out.Calls[S.Index].Kind != CallKind::Destructor &&
        Body.Out.Calls[S.Index].Kind != CallKind::Invocation)
      return S.Index;
  return std::nullopt;
}

/// The expression that a reader would call the call: `T(a)` for a construction.
const Expr *RewriteCollector::wholeOf(const CallSite &Site) const {
  if (isa<CXXConstructExpr>(Site.Whole))
    for (const Stmt *Ancestor : llvm::reverse(ancestors())) {
      if (const auto *Cast = dyn_cast<CXXFunctionalCastExpr>(Ancestor))
        return Cast;
      if (!isa<CXXBindTemporaryExpr, ImplicitCastExpr>(Ancestor))
        break;
    }
  return Site.Whole;
}

/// As written in a file; empty if a macro had a hand in its first or last
/// token.
std::string RewriteCollector::text(SourceRange Range) const {
  if (Range.isInvalid() || Range.getBegin().isMacroID() ||
      Range.getEnd().isMacroID())
    return "";
  return Lexer::getSourceText(CharSourceRange::getTokenRange(Range), Tu.Sources,
                              Ast.getLangOpts())
      .str();
}

//===-- What stands around -----------------------------------------------===//

/// Nodes that the source does not show.
static bool isInvisible(const Stmt *S) {
  return isa<ImplicitCastExpr, ExprWithCleanups, MaterializeTemporaryExpr,
             CXXBindTemporaryExpr, ConstantExpr>(S);
}

/// Does `co_await x` in place of \p Child, an operand of \p Parent, need
/// parentheses? Postfix operators bind closer than it does.
static bool bindsCloser(const Stmt *Parent, const Stmt *Child) {
  if (const auto *Member = dyn_cast<MemberExpr>(Parent))
    return Member->getBase() == Child;
  if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(Parent))
    return Subscript->getLHS() == Child;
  if (const auto *Unary = dyn_cast<UnaryOperator>(Parent))
    return Unary->isPostfix();
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Parent)) {
    OverloadedOperatorKind Kind = Operator->getOperator();
    bool Postfix = Kind == OO_Call || Kind == OO_Subscript ||
                   Kind == OO_Arrow ||
                   ((Kind == OO_PlusPlus || Kind == OO_MinusMinus) &&
                    Operator->getNumArgs() == 2);
    return Postfix && Operator->getArg(0) == Child;
  }
  if (const auto *Call = dyn_cast<CallExpr>(Parent))
    return Call->getCallee() == Child;
  return false;
}

/// Is \p Child evaluated only if another operand of \p Parent says so?
static bool isConditional(const Stmt *Parent, const Stmt *Child) {
  if (const auto *Binary = dyn_cast<BinaryOperator>(Parent))
    return Binary->isLogicalOp() && Binary->getRHS() == Child;
  if (const auto *Choice = dyn_cast<AbstractConditionalOperator>(Parent))
    return Choice->getTrueExpr() == Child || Choice->getFalseExpr() == Child;
  return false;
}

/// The nodes around \p Whole, innermost first.
static llvm::SmallVector<const Stmt *, 32>
around(const Expr *Whole, llvm::ArrayRef<const Stmt *> Ancestors) {
  auto At = llvm::find(Ancestors, Whole);
  llvm::ArrayRef<const Stmt *> Outside(Ancestors.begin(), At);
  return {Outside.rbegin(), Outside.rend()};
}

/// Does the statement \p Parent do something with the value of \p Child?
static bool takesValue(const Stmt *Parent, const Stmt *Child) {
  if (const auto *If = dyn_cast<IfStmt>(Parent))
    return If->getCond() == Child;
  if (const auto *While = dyn_cast<WhileStmt>(Parent))
    return While->getCond() == Child;
  if (const auto *Do = dyn_cast<DoStmt>(Parent))
    return Do->getCond() == Child;
  if (const auto *For = dyn_cast<ForStmt>(Parent))
    return For->getCond() == Child;
  return !isa<CompoundStmt, SwitchCase, LabelStmt, AttributedStmt>(Parent);
}

void RewriteCollector::describeSurroundings(const Expr *Whole,
                                            Rewrite &Out) const {
  const Stmt *Child = Whole;
  bool Operand = true; // of an operator that the source shows next to it
  OperandUse Beside;
  for (const Stmt *Parent : around(Whole, ancestors())) {
    if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(Parent))
      Out.LifeExtended |= Operand && Temporary->getExtendingDecl();
    if (!isa<Expr>(Parent)) {
      Out.Used |= takesValue(Parent, Child);
      break;
    }
    if (!isInvisible(Parent)) {
      Out.Used = true;
      Out.NeedsParentheses |= Operand && bindsCloser(Parent, Child);
      if (isConditional(Parent, Child))
        Out.Doubt = "it is evaluated only if another operand says so";
      addOperandsBeside(Tu, Parent, Child, Beside);
      Operand = false;
    }
    Child = Parent;
  }
  const auto *Full = cast<Expr>(Child);
  Out.Expression = Tu.site(Full->getBeginLoc());
  Out.AwaitsMore = awaitsMore(Ast, Full, ancestors());
  describeBeside(Whole, Beside, Out);
}

void RewriteCollector::describeBeside(const Expr *Whole, const OperandUse &Use,
                                      Rewrite &Out) const {
  if (!Out.Doubt.empty())
    return;
  OperandUse Own;
  if (!Use.Variables.empty() || !Use.Calls.empty())
    addUse(Tu, Whole, Own);
  if (Use.Changes)
    Out.Doubt = "an operand beside it changes a variable, and the order may "
                "become another";
  else if (Own.Changes)
    Out.Doubt = "it changes a variable, and an operand beside it may see that in "
                "another order";
  else if (Use.SharedNumber)
    Out.Doubt = "'" + Use.SharedNumber->getNameAsString() +
                "', which others may change meanwhile, may be read before it";
  for (const Expr *E : Use.Calls)
    if (std::optional<uint32_t> Index = callOf(E))
      Out.Beside.Calls.push_back(*Index);
  for (const VarDecl *Var : Use.Variables)
    Out.Beside.Variables.push_back(Tu.entity(Var));
}

/// Does another statement begin on the line where one around the call ends? A
/// fix of several lines would mislead the eye there, and compilers warn.
static bool isCrowded(const SourceManager &Sources,
                      llvm::ArrayRef<const Stmt *> Ancestors) {
  auto LineOf = [&](SourceLocation At) {
    return Sources.getExpansionLineNumber(At);
  };
  for (size_t I = 0; I + 1 < Ancestors.size(); ++I) {
    const auto *Block = dyn_cast<CompoundStmt>(Ancestors[I]);
    if (!Block)
      continue;
    auto At = llvm::find(Block->body(), Ancestors[I + 1]);
    if (At != Block->body_end() && std::next(At) != Block->body_end() &&
        LineOf((*At)->getEndLoc()) == LineOf((*std::next(At))->getBeginLoc()))
      return true;
  }
  return false;
}

//===-- The value --------------------------------------------------------===//

void RewriteCollector::describeValue(const Expr *Whole, Rewrite &Out) const {
  QualType Type = Whole->getType();
  if (Type->isVoidType()) {
    Out.Type = "void";
    return;
  }
  Out.Gives =
      Whole->isGLValue() ? Rewrite::Value::Reference : Rewrite::Value::Object;
  if (Out.Gives == Rewrite::Value::Object)
    Type = Type.getUnqualifiedType();
  Out.DefaultConstructible = isDefaultConstructible(Type);
  // In a template the type may depend on its arguments.
  if (!Body.Decl->isTemplateInstantiation() &&
      !Body.Decl->getTemplateInstantiationPattern())
    Out.Type = nameEverywhere(Type, Ast);
  if (Out.Type.empty())
    Out.Type = Out.Gives == Rewrite::Value::Object
                   ? "decltype(" + Out.Text + ")"
                   : "std::remove_reference_t<decltype(" + Out.Text + ")>";
}

void RewriteCollector::leave(const Stmt *S) {
  const auto *E = dyn_cast<Expr>(S);
  std::optional<CallSite> Site = E ? callSite(E) : std::nullopt;
  std::optional<uint32_t> Index = Site ? callOf(E) : std::nullopt;
  if (!Index || !Site->Callee ||
      (!Tu.isUserCode(Site->Callee) && !Body.Out.Calls[*Index].More->Blocks))
    return;
  const Expr *Whole = wholeOf(*Site);
  Rewrite Out;
  Out.Call = *Index;
  Out.Obstacle = usedAt().isValid()
                     ? "it stands in a default argument or initialiser"
                     : whyNoAwait(Ast, Whole, ancestors());
  Out.Immovable = whyImmovable(Tu, *Site, Whole);
  Out.Confined = confinedObject(Tu, Whole);
  Out.Begin = Tu.site(Whole->getBeginLoc());
  Out.Text = textOf(Whole);
  if (Out.Obstacle.empty() && Out.Text.empty())
    return;
  Out.Length = Out.Text.size();
  Out.BindsLooser = bindsLooser(Whole);
  Out.Crowded = isCrowded(Tu.Sources, ancestors());
  Out.Indent =
      Lexer::getIndentationForLine(Whole->getBeginLoc(), Tu.Sources).str();
  for (const Expr *Argument : Site->Arguments)
    if (!isa<CXXDefaultArgExpr>(Argument))
      Out.Arguments.push_back({textOf(Argument), bindsLooser(Argument)});
  if (Site->Object) {
    const Expr *Object = Site->Object->IgnoreImplicit();
    Out.Object = isa<CXXThisExpr>(Object) ? "" : textOf(Object);
    Out.ObjectIsTemporary =
        Object->isPRValue() && !Object->getType()->isPointerType();
    Out.ObjectIsMoved = Object->isXValue();
    if (Site->Object->getType()->isPointerType() && !Out.Object.empty())
      Out.Object = "*" + Out.Object;
  }
  describeValue(Whole, Out);
  describeSurroundings(Whole, Out);
  if (Out.Doubt.empty())
    Out.Doubt = doubtOfLoops(ancestors());
  Body.Out.Rewrites.push_back(std::move(Out));
}

//===-- The task ---------------------------------------------------------===//

/// How the source names the namespace of the class that \p D returns: what
/// stands before the class's name, `asio::` in `asio::awaitable<int>`.
static std::string writtenScope(TuContext &Tu, const FunctionDecl *D,
                                llvm::StringRef Class) {
  SourceRange Range = D->getReturnTypeSourceRange();
  if (Range.isInvalid() || Range.getBegin().isMacroID())
    return "";
  llvm::StringRef Written = Lexer::getSourceText(
      CharSourceRange::getTokenRange(Range), Tu.Sources, Tu.Ast.getLangOpts());
  Written = Written.take_front(Written.find(Class));
  size_t Scope = Written.find_last_not_of(
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_:");
  if (Scope != llvm::StringRef::npos)
    Written = Written.drop_front(Scope + 1);
  return Written.ends_with("::") ? Written.str() : "";
}

void extractRewrites(BodyContext &Body) {
  if (!Body.Decl || !Body.Out.IsCoroutine || Body.Out.Async == AsyncKind::None)
    return;
  const CXXRecordDecl *Task = Body.Decl->getReturnType()->getAsCXXRecordDecl();
  if (!Task)
    return;
  Body.Out.TaskType = qualifiedName(Task);
  Body.Out.TaskScope = writtenScope(Body.Tu, Body.Decl, Task->getName());
  RewriteCollector(Body).collect();
}

} // namespace cohazard::facts
