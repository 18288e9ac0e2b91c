#include "facts/Correlations.h"
#include "facts/LocalValues.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Analysis/CFG.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace cohazard::facts {

const Expr *lastCondition(const CFGBlock &Block) {
  const auto *E =
      dyn_cast_or_null<Expr>(Block.getTerminatorCondition(/*StripParens=*/true));
  while (E)
    if (const auto *Binary = dyn_cast<BinaryOperator>(E->IgnoreParens());
        Binary && Binary->isLogicalOp())
      E = Binary->getRHS();
    else
      break;
  return E;
}

namespace {

/// A question: is the variable, or the whole expression, other than zero?
struct Question {
  const VarDecl *Variable = nullptr;
  llvm::FoldingSetNodeID Spelled; ///< if it is no variable alone
  llvm::SmallPtrSet<const VarDecl *, 2> Of;
  bool Negated = false;
  bool sameAs(const Question &Other) const {
    return Variable == Other.Variable && Spelled == Other.Spelled;
  }
};

class Correlator {
public:
  Correlator(TuContext &Tu, const FunctionDecl *F, const CFG &Graph)
      : Tu(Tu), F(F), Graph(Graph) {}
  std::vector<Decisions> run();

private:
  std::optional<Question> question(const Expr *Condition);
  bool dependsOnLocals(const Expr *E, Question &Out);
  bool isPrivate(const VarDecl *Var);
  void choose();
  void set(const VarDecl *Var, const Expr *Value, Decisions &Out);
  void evaluate(const Stmt *S, Decisions &Out);
  std::optional<Answer> constant(const Expr *Value);

  TuContext &Tu;
  const FunctionDecl *F;
  const CFG &Graph;
  std::vector<Question> Chosen;
};

} // namespace

/// Does nobody but the function itself change it?
bool Correlator::isPrivate(const VarDecl *Var) {
  return Var->hasLocalStorage() && !Var->getType().isVolatileQualified() &&
         Var->getType()->isScalarType() &&
         Var->getParentFunctionOrMethod() == F && !mayBeExposed(Tu, Var);
}

bool Correlator::dependsOnLocals(const Expr *E, Question &Out) {
  E = E->IgnoreParenImpCasts();
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
    if (!Var)
      return isa<EnumConstantDecl>(Ref->getDecl());
    Out.Of.insert(Var);
    return isPrivate(Var);
  }
  if (isa<IntegerLiteral, CharacterLiteral, CXXBoolLiteralExpr>(E))
    return true;
  const auto *Binary = dyn_cast<BinaryOperator>(E);
  const auto *Unary = dyn_cast<UnaryOperator>(E);
  if (Binary ? Binary->isAssignmentOp()
             : !Unary || Unary->isIncrementDecrementOp() ||
                   Unary->getOpcode() == UO_Deref ||
                   Unary->getOpcode() == UO_AddrOf)
    return false;
  return llvm::all_of(E->children(), [&](const Stmt *Child) {
    return dependsOnLocals(cast<Expr>(Child), Out);
  });
}

std::optional<Question> Correlator::question(const Expr *E) {
  Question Out;
  while (E) {
    E = E->IgnoreParenImpCasts();
    if (E->isInstantiationDependent())
      return std::nullopt;
    const auto *Unary = dyn_cast<UnaryOperator>(E);
    const auto *Binary = dyn_cast<BinaryOperator>(E);
    if (Unary && Unary->getOpcode() == UO_LNot) {
      Out.Negated = !Out.Negated;
      E = Unary->getSubExpr();
    } else if (Binary && Binary->isEqualityOp() &&
               constant(Binary->getRHS()) == Answer::No) {
      Out.Negated ^= Binary->getOpcode() == BO_EQ;
      E = Binary->getLHS();
    } else if (Binary && Binary->getOpcode() == BO_Assign) {
      E = Binary->getLHS(); // it has just been given the value
    } else {
      break;
    }
  }
  if (!E || !dependsOnLocals(E, Out) || Out.Of.empty())
    return std::nullopt;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    Out.Variable = cast<VarDecl>(Ref->getDecl());
  else
    E->Profile(Out.Spelled, Tu.Ast, /*Canonical=*/true);
  return Out;
}

std::optional<Answer> Correlator::constant(const Expr *Value) {
  while (const auto *Comma =
             dyn_cast<BinaryOperator>(Value->IgnoreParenImpCasts())) {
    if (Comma->getOpcode() != BO_Comma)
      break;
    Value = Comma->getRHS();
  }
  bool Yes = false;
  if (Value->isInstantiationDependent() ||
      !Value->EvaluateAsBooleanCondition(Yes, Tu.Ast))
    return std::nullopt;
  return Yes ? Answer::Yes : Answer::No;
}

/// Those that are asked twice, or settled by a constant and asked.
void Correlator::choose() {
  std::vector<std::pair<Question, unsigned>> Asked;
  for (const CFGBlock *B : llvm::reverse(Graph)) {
    if (B->succ_size() != 2 || isa_and_nonnull<SwitchStmt>(B->getTerminatorStmt()))
      continue;
    std::optional<Question> Q = question(lastCondition(*B));
    if (!Q)
      continue;
    auto Known = llvm::find_if(
        Asked, [&](auto &Entry) { return Entry.first.sameAs(*Q); });
    if (Known != Asked.end())
      ++Known->second;
    else
      Asked.push_back({*Q, 1});
  }
  auto IsSettled = [&](const VarDecl *Var) {
    return Var &&
           ((Var->getInit() && constant(Var->getInit())) ||
            llvm::any_of(valuesOf(Tu, Var),
                         [&](const Expr *E) { return constant(E); }));
  };
  for (auto &[Q, Times] : Asked)
    if (Chosen.size() < MostDecisions && (Times > 1 || IsSettled(Q.Variable)))
      Chosen.push_back(Q);
}

void Correlator::set(const VarDecl *Var, const Expr *Value, Decisions &Out) {
  for (size_t I = 0; I < Chosen.size(); ++I)
    if (Chosen[I].Variable == Var)
      Out.Sets[I] = Value ? constant(Value).value_or(Answer::Open)
                          : Answer::Open;
    else if (Chosen[I].Of.contains(Var))
      Out.Sets[I] = Answer::Open;
}

void Correlator::evaluate(const Stmt *S, Decisions &Out) {
  auto Named = [](const Expr *E) {
    const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
    return Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  };
  if (const auto *Declared = dyn_cast<DeclStmt>(S)) {
    for (const Decl *D : Declared->decls())
      if (const auto *Var = dyn_cast<VarDecl>(D))
        set(Var, Var->getInit(), Out);
  } else if (const auto *Binary = dyn_cast<BinaryOperator>(S)) {
    if (Binary->isAssignmentOp())
      if (const VarDecl *Var = Named(Binary->getLHS()))
        set(Var, Binary->getOpcode() == BO_Assign ? Binary->getRHS() : nullptr,
            Out);
  } else if (const auto *Unary = dyn_cast<UnaryOperator>(S)) {
    if (Unary->isIncrementDecrementOp())
      if (const VarDecl *Var = Named(Unary->getSubExpr()))
        set(Var, nullptr, Out);
  }
}

std::vector<Decisions> Correlator::run() {
  choose();
  if (Chosen.empty())
    return {};
  std::vector<Decisions> Out(Graph.getNumBlockIDs());
  for (const CFGBlock *B : Graph) {
    Decisions &Here = Out[B->getBlockID()];
    for (const CFGElement &E : *B)
      if (auto S = E.getAs<CFGStmt>())
        evaluate(S->getStmt(), Here);
    if (B->succ_size() != 2 ||
        isa_and_nonnull<SwitchStmt>(B->getTerminatorStmt()))
      continue;
    if (std::optional<Question> Q = question(lastCondition(*B)))
      for (size_t I = 0; I < Chosen.size(); ++I)
        if (Chosen[I].sameAs(*Q)) {
          Here.Asks = I;
          Here.YesIsFirst = !Q->Negated;
        }
  }
  return Out;
}

std::vector<Decisions> correlate(TuContext &Tu, const FunctionDecl *F,
                                 const CFG &Graph) {
  return Correlator(Tu, F, Graph).run();
}

} // namespace cohazard::facts
