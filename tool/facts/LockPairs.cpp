#include "facts/LockPairs.h"
#include "facts/Indices.h"
#include "facts/LocalValues.h"
#include "facts/Places.h"

using namespace clang;

namespace cohazard::facts {

static const DeclRefExpr *namedLocal(const Expr *E) {
  const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenCasts());
  const auto *Var = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  return Var && Var->isLocalVarDecl() && !Var->isStaticLocal() ? Ref : nullptr;
}

/// The values that \p Value may be: without those that only pass one on.
void LockPairs::values(const Expr *Value,
                       llvm::SmallPtrSetImpl<const VarDecl *> &Seen,
                       llvm::SmallVectorImpl<const Expr *> &Out) {
  Value = Value->IgnoreParenImpCasts();
  if (const auto *Either = dyn_cast<ConditionalOperator>(Value)) {
    values(Either->getTrueExpr(), Seen, Out);
    return values(Either->getFalseExpr(), Seen, Out);
  }
  if (const DeclRefExpr *Ref = namedLocal(Value))
    return values(cast<VarDecl>(Ref->getDecl()), Seen, Out);
  Out.push_back(Value);
}

void LockPairs::values(const VarDecl *Var,
                       llvm::SmallPtrSetImpl<const VarDecl *> &Seen,
                       llvm::SmallVectorImpl<const Expr *> &Out) {
  if (!Seen.insert(Var).second)
    return;
  if (const Expr *Init = Var->getInit())
    values(Init, Seen, Out);
  for (const Expr *Value : valuesOf(Tu, Var))
    values(Value, Seen, Out);
}

/// The variable that decides which lock \p Lock is: `p->m`, `&p[0]`, `m[i]`.
static const DeclRefExpr *decides(const Expr *Lock, const Expr *&Index) {
  for (const Expr *E = Lock->IgnoreParenCasts();;) {
    if (const auto *Unary = dyn_cast<UnaryOperator>(E)) {
      E = Unary->getSubExpr()->IgnoreParenCasts();
    } else if (const auto *Member = dyn_cast<MemberExpr>(E)) {
      E = Member->getBase()->IgnoreParenCasts();
    } else if (const auto *Element = dyn_cast<ArraySubscriptExpr>(E)) {
      Index = Element->getIdx();
      return namedLocal(Index);
    } else {
      return namedLocal(E);
    }
  }
}

std::optional<LockPairs::Choice> LockPairs::choice(const Expr *Lock) {
  const Expr *Index = nullptr;
  const DeclRefExpr *Ref = decides(Lock, Index);
  const auto *Var = Ref ? cast<VarDecl>(Ref->getDecl()) : nullptr;
  if (!Var || Lock->isInstantiationDependent() || mayBeExposed(Tu, Var) ||
      !(Index || Var->getType()->isPointerType()))
    return std::nullopt;
  llvm::SmallPtrSet<const VarDecl *, 4> Seen;
  llvm::SmallVector<const Expr *, 4> Found;
  values(Var, Seen, Found);
  const Place Whole = placeOf(Tu, F, Lock);
  if (Found.size() < 2 || Found.size() > 8 || !Whole.known())
    return std::nullopt;
  Choice Out;
  Out.Chosen = Var;
  for (const Expr *E : Found) {
    llvm::FoldingSetNodeID Id;
    E->Profile(Id, Tu.Ast, /*Canonical=*/true);
    if (llvm::is_contained(Out.Of, Id))
      continue;
    Out.Of.push_back(Id);
    Place One = Whole;
    if (Index) {
      const PathStep Step = indexStep(Tu, F, Index);
      auto At = llvm::find(One.Path, Step);
      if (At == One.Path.end())
        return std::nullopt;
      *At = indexStep(Tu, F, E);
    } else {
      // What comes after the object that the pointer leads to.
      auto Pointee = llvm::find_if(One.Path, [](const PathStep &S) {
        return S.What == PathStep::Kind::Pointee;
      });
      if (Pointee == One.Path.end())
        return std::nullopt;
      One = extend(placeOf(Tu, F, E),
                   llvm::ArrayRef<PathStep>(&*Pointee + 1,
                                            One.Path.data() + One.Path.size()));
    }
    if (!One.known())
      return std::nullopt;
    Out.Locks.push_back(std::move(One));
  }
  if (Out.Of.size() != 2)
    return std::nullopt;
  return Out;
}

std::vector<Place> LockPairs::taken(const Expr *Lock) {
  std::optional<Choice> New = choice(Lock);
  if (!New)
    return {};
  std::vector<Place> Both;
  for (const Choice &Other : Held)
    if (Other.Chosen != New->Chosen &&
        llvm::is_contained(New->Of, Other.Of[0]) &&
        llvm::is_contained(New->Of, Other.Of[1])) {
      Both = New->Locks;
      Pairs.push_back({Other.Chosen, New->Chosen});
      break;
    }
  Held.push_back(std::move(*New));
  return Both;
}

std::vector<Place> LockPairs::given(const Expr *Lock) {
  const Expr *Index = nullptr;
  const DeclRefExpr *Ref = decides(Lock, Index);
  if (!Ref)
    return {};
  // An early return may give back what the end of the function does as well.
  for (auto [One, Other] : Pairs)
    if (Ref->getDecl() == One || Ref->getDecl() == Other)
      for (const Choice &Known : Held)
        if (Known.Chosen == Other)
          return Known.Locks;
  return {};
}

} // namespace cohazard::facts
