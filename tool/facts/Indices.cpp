#include "facts/Indices.h"
#include "facts/LocalValues.h"
#include "facts/Places.h"
#include "facts/CallSite.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/AST/PrettyPrinter.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/Support/xxhash.h"

using namespace clang;

namespace cohazard::facts {

namespace {

/// Where the parts of an index come from.
struct IndexOrigin {
  bool Given = false;  ///< a parameter, a capture, a member, an unknown call
  bool Shared = false; ///< a global, or made so that several inputs meet
};

class OriginFinder {
public:
  OriginFinder(TuContext &Tu, const FunctionDecl *Enclosing)
      : Tu(Tu), Enclosing(Enclosing) {}
  IndexOrigin Origin;

  void look(const Expr *E);

private:
  void lookAtVariable(const VarDecl *Var);
  void lookAtCall(const CallExpr *Call);

  TuContext &Tu;
  const FunctionDecl *Enclosing;
  llvm::SmallPtrSet<const VarDecl *, 4> Seen;
};

} // namespace

void OriginFinder::lookAtVariable(const VarDecl *Var) {
  if (!Seen.insert(Var).second)
    return;
  if (Var->getType().isConstQualified() && Var->hasGlobalStorage())
    return;
  if (Tu.OwnCounters.contains(Var)) {
    Origin.Given = true;
    return;
  }
  if (Var->hasGlobalStorage() && Var->getTSCSpec() == TSCS_unspecified) {
    Origin.Shared = true;
    return;
  }
  const auto *Home =
      dyn_cast_or_null<FunctionDecl>(Var->getParentFunctionOrMethod());
  if (isa<ParmVarDecl>(Var) || Var->getTSCSpec() != TSCS_unspecified ||
      (Enclosing && Home &&
       Home->getCanonicalDecl() != Enclosing->getCanonicalDecl())) {
    Origin.Given = true;
    return;
  }
  // `mine = next++`: a ticket is handed out once.
  if (const Expr *Init = Var->getInit(); Init && mayTakeOut(Tu, Var, Init)) {
    Origin.Given = true;
    return;
  }
  if (const Expr *Init = Var->getInit())
    look(Init);
  for (const Expr *Value : valuesOf(Tu, Var))
    look(Value);
}

void OriginFinder::lookAtCall(const CallExpr *Call) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  std::string Name = Callee ? Callee->getNameAsString() : "";
  llvm::StringRef Text = Name;
  if (Text.contains_insensitive("rand") || Text.contains_insensitive("hash") ||
      Text == "size" || Text == "strlen" || Text == "length") {
    Origin.Shared = true;
    return;
  }
  if (isa_and_nonnull<CXXConversionDecl>(Callee) ||
      (Callee && Callee->isInStdNamespace() &&
       (Text == "min" || Text == "max"))) {
    for (const Expr *Arg : Call->arguments())
      look(Arg);
    if (const Expr *Object = objectOf(Call))
      look(Object);
    return;
  }
  // The result of a call, e.g. omp_get_thread_num() or a ticket counter.
  Origin.Given = true;
}

void OriginFinder::look(const Expr *E) {
  if (!E)
    return;
  E = E->IgnoreParenCasts();
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    if (const auto *Var = dyn_cast<VarDecl>(Ref->getDecl()))
      return lookAtVariable(Var);
    Origin.Given |= isa<BindingDecl>(Ref->getDecl());
    return;
  }
  if (const auto *Call = dyn_cast<CallExpr>(E))
    return lookAtCall(Call);
  if (const auto *Unary = dyn_cast<UnaryOperator>(E);
      Unary && Unary->isIncrementDecrementOp()) {
    Origin.Given = true;
    return;
  }
  if (const auto *Binary = dyn_cast<BinaryOperator>(E)) {
    switch (Binary->getOpcode()) {
    case BO_Rem:
    case BO_And:
    case BO_Shr:
      Origin.Shared |= !E->isInstantiationDependent();
      break;
    default:
      break;
    }
  }
  if (isa<MemberExpr, CXXThisExpr>(E)) {
    Origin.Given = true;
    return;
  }
  for (const Stmt *Child : E->children())
    if (const auto *Operand = dyn_cast_or_null<Expr>(Child))
      look(Operand);
}

/// Does the local variable have one value, or the constants that loops start
/// at? Two uses of it in one place then mean the same element.
static bool mayStaySame(TuContext &Tu, const VarDecl *Var) {
  if (Var->hasGlobalStorage())
    return false;
  llvm::ArrayRef<const Expr *> Values = valuesOf(Tu, Var);
  return Values.size() + (Var->getInit() ? 1 : 0) <= 1 ||
         llvm::all_of(Values, [&](const Expr *E) {
           return !E->isValueDependent() && E->isEvaluatable(Tu.Ast);
         });
}

/// The local variables that \p E is computed from; false if there is more to
/// it: a call, a load from elsewhere.
static bool mustDependOn(TuContext &Tu, const Expr *E,
                         llvm::SmallPtrSetImpl<const VarDecl *> &Found) {
  E = E->IgnoreParenImpCasts();
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
    if (!Var)
      return isa<EnumConstantDecl>(Ref->getDecl());
    if (!mayStaySame(Tu, Var))
      return false;
    Found.insert(Var);
    return true;
  }
  if (isa<CallExpr, MemberExpr, ArraySubscriptExpr, LambdaExpr>(E))
    return false;
  if (const auto *Unary = dyn_cast<UnaryOperator>(E);
      Unary && (Unary->isIncrementDecrementOp() ||
                Unary->getOpcode() == UO_Deref))
    return false;
  return llvm::all_of(E->children(), [&](const Stmt *Child) {
    const auto *Operand = dyn_cast_or_null<Expr>(Child);
    return !Operand || mustDependOn(Tu, Operand, Found);
  });
}

/// Says in \p Step which element it is: `i + 1` by the variable and what is
/// added, other computations by their spelling, what is not known by its place.
static void identify(TuContext &Tu, const Expr *Index, PathStep &Step) {
  const Expr *E = Index->IgnoreParenImpCasts();
  int64_t Added = 0;
  if (const auto *Binary = dyn_cast<BinaryOperator>(E);
      Binary && Binary->isAdditiveOp()) {
    Expr::EvalResult Value;
    if (Binary->getRHS()->EvaluateAsInt(Value, Tu.Ast)) {
      Added = Value.Val.getInt().getExtValue();
      Added = Binary->getOpcode() == BO_Sub ? -Added : Added;
      E = Binary->getLHS()->IgnoreParenImpCasts();
    }
  }
  llvm::SmallPtrSet<const VarDecl *, 2> Variables;
  if (!mustDependOn(Tu, E, Variables) || Variables.size() != 1) {
    std::string Key = "index@" + E->getExprLoc().printToString(Tu.Sources);
    Step.Member = Tu.namedEntity(Key, "", Linkage::Internal);
    return;
  }
  const VarDecl *Only = *Variables.begin();
  Step.Member = Tu.entity(Only);
  Step.Index = Added;
  if (isa<DeclRefExpr>(E))
    return;
  // The name of the variable does not matter.
  std::string Text;
  llvm::raw_string_ostream Out(Text);
  struct Unnamed : PrinterHelper {
    bool handledStmt(Stmt *S, llvm::raw_ostream &To) override {
      if (!isa<DeclRefExpr>(S) ||
          !isa<VarDecl>(cast<DeclRefExpr>(S)->getDecl()))
        return false;
      To << '$';
      return true;
    }
  } Helper;
  E->printPretty(Out, &Helper, Tu.Ast.getPrintingPolicy());
  if (Text.find_first_of("%&>") != std::string::npos)
    Step.Index |= PathStep::ManyToOne;
  Step.Index += static_cast<int64_t>(llvm::xxh3_64bits(Text) >> 36) << 20;
}

/// What a local variable that only copies another index was given.
static const Expr *copiedIndex(TuContext &Tu, const Expr *Index) {
  for (unsigned Fuel = 4; Fuel; --Fuel) {
    const auto *Ref = dyn_cast<DeclRefExpr>(Index->IgnoreParenImpCasts());
    const auto *Var = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    const Expr *Value = Var ? fixedInteger(Tu, Var) : nullptr;
    if (!Value || Value->isValueDependent() || mayTakeOut(Tu, Var, Value))
      return Index;
    const Expr *Copied = Value->IgnoreParenImpCasts();
    const auto *From = dyn_cast<DeclRefExpr>(Copied);
    const auto *Source = From ? dyn_cast<VarDecl>(From->getDecl()) : nullptr;
    if (!(Source && mayStaySame(Tu, Source)) && !Value->isEvaluatable(Tu.Ast))
      return Index;
    Index = Value;
  }
  return Index;
}

PathStep indexStep(TuContext &Tu, const FunctionDecl *Enclosing,
                   const Expr *Index) {
  Index = copiedIndex(Tu, Index);
  const bool Counts = !Index->isValueDependent() &&
                      Index->getType()->isIntegralOrEnumerationType();
  Expr::EvalResult Value;
  if (Counts && Index->EvaluateAsInt(Value, Tu.Ast))
    return {PathStep::Kind::Index, {}, Value.Val.getInt().getExtValue()};
  OriginFinder Finder(Tu, Enclosing);
  Finder.look(Index);
  const bool Own = Finder.Origin.Given && !Finder.Origin.Shared;
  PathStep Step{Own ? PathStep::Kind::OwnIndex : PathStep::Kind::AnyIndex,
                {},
                0};
  if (Counts)
    identify(Tu, Index, Step);
  return Step;
}

static bool mayFindBy(TuContext &Tu, const FunctionDecl *F, unsigned Parameter);

/// Collects the parameters that indices below \p S are computed from, and those
/// that are handed on to be indices.
static void collectFinders(TuContext &Tu, const Stmt *S, bool Within,
                           llvm::SmallVectorImpl<unsigned> &Out) {
  if (!S || isa<LambdaExpr>(S))
    return;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
    if (const auto *Parm = dyn_cast<ParmVarDecl>(Ref->getDecl()); Parm && Within)
      if (!llvm::is_contained(Out, Parm->getFunctionScopeIndex()))
        Out.push_back(Parm->getFunctionScopeIndex());
  auto Find = [&](const Stmt *Child, bool Here) {
    collectFinders(Tu, Child, Here, Out);
  };
  if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(S)) {
    Find(Subscript->getBase(), Within);
    return Find(Subscript->getIdx(), true);
  }
  if (const auto *Call = dyn_cast<CallExpr>(S)) {
    const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call);
    const FunctionDecl *Callee = Call->getDirectCallee();
    Find(Call->getCallee(), false);
    for (auto [Index, E] : llvm::enumerate(Call->arguments()))
      Find(E, Operator ? Index && Operator->getOperator() == OO_Subscript
                       : Callee && mayFindBy(Tu, Callee, Index));
    return;
  }
  const auto *Sum = dyn_cast<BinaryOperator>(S);
  Within |= Sum && Sum->isAdditiveOp() && Sum->getType()->isPointerType();
  for (const Stmt *Child : S->children())
    Find(Child, Within);
}

static bool mayFindBy(TuContext &Tu, const FunctionDecl *F, unsigned Parameter) {
  const FunctionDecl *Definition = nullptr;
  if (!Tu.isUserCode(F) || !F->hasBody(Definition) ||
      Definition->hasSkippedBody() || Definition->isDependentContext())
    return false;
  auto [It, New] = Tu.Finders.try_emplace(Definition);
  if (New) { // One that calls itself hands on nothing more.
    llvm::SmallVector<unsigned, 2> Found;
    collectFinders(Tu, Definition->getBody(), false, Found);
    Tu.Finders[Definition] = std::move(Found);
  }
  return llvm::is_contained(Tu.Finders[Definition], Parameter);
}

void noteIndex(TuContext &Tu, const FunctionDecl *Enclosing,
               const FunctionDecl *Callee, const Expr *E, Argument &Out) {
  if (E->isInstantiationDependent() || Out.Index >= Callee->getNumParams() ||
      !E->getType()->isIntegralOrEnumerationType() ||
      !mayFindBy(Tu, Callee, Out.Index))
    return;
  const PathStep Step = indexStep(Tu, Enclosing, E);
  const FunctionDecl *Definition = nullptr;
  Callee->hasBody(Definition);
  Out.Finds = Tu.entity(Definition->getParamDecl(Out.Index));
  if (Step.What == PathStep::Kind::OwnIndex)
    Out.OwnBy = Step.Member;
  else if (Step.What == PathStep::Kind::Index)
    Out.Element = Step.Index;
}

std::pair<const VarDecl *, const Expr *> counterOf(const ForStmt *Loop) {
  if (const auto *Declared = dyn_cast_or_null<DeclStmt>(Loop->getInit()))
    if (Declared->isSingleDecl())
      if (const auto *Var = dyn_cast<VarDecl>(Declared->getSingleDecl()))
        return {Var, Var->getInit()};
  if (const auto *Assigned = dyn_cast_or_null<BinaryOperator>(Loop->getInit()))
    if (Assigned->getOpcode() == BO_Assign)
      return {dyn_cast_or_null<VarDecl>(namedObject(Assigned->getLHS())),
              Assigned->getRHS()};
  return {};
}

IndexRange rangeOf(TuContext &Tu, const ForStmt *Loop) {
  auto [Counter, First] = counterOf(Loop);
  Expr::EvalResult From, To;
  const auto *Test = dyn_cast_or_null<BinaryOperator>(Loop->getCond());
  if (!Counter || !First || First->isValueDependent() ||
      !First->EvaluateAsInt(From, Tu.Ast) || !Test ||
      namedObject(Test->getLHS()) != Counter)
    return {};
  const BinaryOperatorKind Op = Test->getOpcode();
  if (Op != BO_LT && Op != BO_LE && Op != BO_NE)
    return {};
  IndexRange Range;
  Range.To = Op == BO_LE;
  const Expr *Bound = Test->getRHS()->IgnoreParenImpCasts();
  if (Bound->isValueDependent())
    return {};
  if (const auto *Sum = dyn_cast<BinaryOperator>(Bound);
      Sum && Sum->isAdditiveOp() && !Bound->isEvaluatable(Tu.Ast) &&
      Sum->getRHS()->EvaluateAsInt(To, Tu.Ast)) {
    const int64_t Added = To.Val.getInt().getExtValue();
    Range.To += Sum->getOpcode() == BO_Sub ? -Added : Added;
    Bound = Sum->getLHS()->IgnoreParenImpCasts();
  }
  if (Bound->EvaluateAsInt(To, Tu.Ast))
    Range.To += To.Val.getInt().getExtValue();
  else if (const ValueDecl *Limit = namedObject(Bound);
           Limit && isa<DeclRefExpr>(Bound))
    Range.Bound = Tu.entity(Limit);
  else
    return {};
  Range.From = From.Val.getInt().getExtValue();
  return Range;
}

} // namespace cohazard::facts
