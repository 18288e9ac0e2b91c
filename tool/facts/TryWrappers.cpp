#include "facts/TryWrappers.h"
#include "facts/BodyWalk.h"
#include "facts/LocalValues.h"
#include "facts/Places.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace cohazard::facts {

std::optional<LockTry> modelledTry(TuContext &Tu, const FunctionDecl *Enclosing,
                                   const CallSite &Call) {
  models::Models::Match Match = Tu.model(Call.Callee);
  if (!Match || !Match->LockFunction)
    return std::nullopt;
  const models::LockFunction &Model =
      Match.Source->LockFunctions[Match->LockFunction - 1];
  const Expr *Named = Model.LockArg == models::ObjectArg ? Call.Object
                      : Model.LockArg == models::EveryArg
                          ? nullptr
                          : Call.argument(Model.LockArg);
  if (Model.Async || !Named ||
      (Model.Op != models::LockOp::Try && Model.Op != models::LockOp::Timed))
    return std::nullopt;
  return LockTry{placeOf(Tu, Enclosing, Named),
                 Model.Mode == models::LockMode::Shared ? LockMode::Shared
                                                        : LockMode::Exclusive,
                 Model.Held == models::Success::NonZero ||
                     Model.Held == models::Success::Always};
}

namespace {

/// Reads one function.
class TryFinder : public BodyWalk {
public:
  TryFinder(TuContext &Tu, const FunctionDecl *F)
      : BodyWalk(Tu.Ast), Tu(Tu), F(F) {}
  std::optional<LockTry> find();

private:
  void leave(const Stmt *S) override;
  std::optional<bool> heldIf(const Expr *Value, unsigned Depth = 0);
  std::optional<bool> constant(const Expr *Value);
  std::optional<bool> heldWhen();

  TuContext &Tu;
  const FunctionDecl *F;
  const Expr *Call = nullptr;
  std::optional<LockTry> Tried;
  bool Other = false; ///< it does more with locks
  llvm::SmallVector<const Expr *, 4> Returned;
  llvm::SmallVector<const IfStmt *, 2> Tests;
};

} // namespace

void TryFinder::leave(const Stmt *S) {
  if (const auto *Return = dyn_cast<ReturnStmt>(S))
    Returned.push_back(Return->getRetValue());
  if (const auto *If = dyn_cast<IfStmt>(S))
    Tests.push_back(If);
  const auto *E = dyn_cast<Expr>(S);
  std::optional<CallSite> Site = E ? callSite(E) : std::nullopt;
  if (!Site || !Site->Callee)
    return;
  if (std::optional<LockTry> Here = modelledTry(Tu, F, *Site)) {
    Other |= Tried.has_value();
    Tried = std::move(Here);
    Call = E;
  } else if (models::Models::Match Match = Tu.model(Site->Callee)) {
    Other |= Match->LockFunction != 0;
  }
}

std::optional<bool> TryFinder::constant(const Expr *Value) {
  bool Yes = false;
  if (!Value || Value->isInstantiationDependent() ||
      !Value->EvaluateAsBooleanCondition(Yes, Tu.Ast))
    return std::nullopt;
  return Yes;
}

/// Is the lock held where \p Value is other than zero, or where it is zero?
std::optional<bool> TryFinder::heldIf(const Expr *Value, unsigned Depth) {
  Value = Value ? Value->IgnoreParenImpCasts() : nullptr;
  if (!Value || Depth > 8)
    return std::nullopt;
  if (Value == Call)
    return Tried->WhenNonZero;
  auto Flip = [](std::optional<bool> Held) {
    return Held ? std::optional(!*Held) : Held;
  };
  if (const auto *Unary = dyn_cast<UnaryOperator>(Value))
    return Unary->getOpcode() == UO_LNot
               ? Flip(heldIf(Unary->getSubExpr(), Depth + 1))
               : std::nullopt;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Value)) {
    const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
    return Var ? heldIf(fixedInteger(Tu, Var), Depth + 1) : std::nullopt;
  }
  const auto *Binary = dyn_cast<BinaryOperator>(Value);
  if (!Binary || !(Binary->isEqualityOp() || Binary->isAssignmentOp()))
    return std::nullopt;
  if (Binary->isAssignmentOp())
    return heldIf(Binary->getRHS(), Depth + 1);
  std::optional<bool> Compared = constant(Binary->getRHS());
  std::optional<bool> Held = heldIf(Binary->getLHS(), Depth + 1);
  if (!Compared || !Held)
    return std::nullopt;
  return (Binary->getOpcode() == BO_EQ) == *Compared ? Held : Flip(Held);
}

/// What the result says, if each branch returns its own constant.
std::optional<bool> TryFinder::heldWhen() {
  if (Returned.size() == 1)
    return heldIf(Returned[0]);
  for (const IfStmt *Test : Tests) {
    std::optional<bool> Held = heldIf(Test->getCond());
    const Stmt *Then = Test->getThen();
    if (const auto *Block = dyn_cast<CompoundStmt>(Then))
      Then = Block->body_empty() ? nullptr : Block->body_back();
    const auto *Return = dyn_cast_or_null<ReturnStmt>(Then);
    std::optional<bool> Says =
        Return ? constant(Return->getRetValue()) : std::nullopt;
    if (!Held || !Says)
      continue;
    for (const Expr *Else : Returned)
      if (Else != Return->getRetValue() && constant(Else) != !*Says)
        return std::nullopt;
    return *Held == *Says;
  }
  return std::nullopt;
}

std::optional<LockTry> TryFinder::find() {
  walk(F->getBody());
  if (!Tried || Other || !Tried->Lock.known())
    return std::nullopt;
  std::optional<bool> Held = heldWhen();
  if (!Held)
    return std::nullopt;
  Tried->WhenNonZero = *Held;
  return Tried;
}

std::optional<LockTry> triedBy(TuContext &Tu, const FunctionDecl *Callee) {
  const FunctionDecl *Definition = nullptr;
  if (!Callee->getReturnType()->isIntegralOrEnumerationType() ||
      !Tu.isUserCode(Callee) || !Callee->hasBody(Definition) ||
      Definition->hasSkippedBody() || Definition->isDependentContext())
    return std::nullopt;
  auto [It, New] = Tu.TriedBy.try_emplace(Definition);
  if (!New)
    return It->second;
  std::optional<LockTry> Found = TryFinder(Tu, Definition).find();
  return Tu.TriedBy[Definition] = std::move(Found);
}

std::optional<LockName> lockName(TuContext &Tu, const FunctionDecl *Callee) {
  const IdentifierInfo *Id = Callee->getIdentifier();
  if (!Id || !Tu.isUserCode(Callee) || Callee->hasBody())
    return std::nullopt;
  std::string Name = Id->getName().lower();
  llvm::StringRef Text = Name;
  // `critical_section_enter`, `enter_critical`, `atomic_begin`
  if (Text.contains("critical") || Text.contains("atomic"))
    for (auto [Word, Gives] : {std::pair("begin", false), {"enter", false},
                               {"end", true}, {"leave", true}, {"exit", true}}) {
      llvm::StringRef Stem = Text;
      if ((Stem.consume_back(Word) && Stem.consume_back("_")) ||
          (Stem.consume_front(Word) && Stem.consume_front("_")))
        return LockName{Stem.str(), Gives};
    }
  if (!Text.contains("lock"))
    return std::nullopt;
  for (llvm::StringRef Other : {"clock", "block", "init", "destroy", "try",
                                "new", "free", "create", "alloc"})
    if (Text.contains(Other))
      return std::nullopt;
  if (!Text.ends_with("lock") && !Text.contains("lock_"))
    return std::nullopt;
  const size_t Un = Text.find("unlock");
  if (Un == llvm::StringRef::npos)
    return LockName{std::move(Name), false};
  return LockName{Text.take_front(Un).str() + Text.substr(Un + 2).str(), true};
}

} // namespace cohazard::facts
