#include "facts/Callables.h"
#include "facts/Effects.h"
#include "facts/LocalValues.h"
#include "facts/Places.h"
#include "source/Words.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace cohazard::facts {

bool isCallableWrapper(const CXXRecordDecl *Record) {
  if (!Record || !Record->getIdentifier())
    return false;
  return isOneOf(Record->getName(),
                 {"function", "move_only_function", "copyable_function",
                  "packaged_task", "function_ref", "reference_wrapper",
                  "Function", "FunctionRef", "UniqueFunction",
                  "unique_function", "AnyInvocable", "any_invocable",
                  "Callback", "OnceCallback", "RepeatingCallback"});
}

bool isBinder(const FunctionDecl *Callee) {
  if (!Callee || !Callee->getIdentifier())
    return false;
  return isOneOf(Callee->getName(),
                 {"bind", "bind_front", "bind_back", "bind_executor", "mem_fn",
                  "ref", "cref", "move", "forward", "BindOnce", "BindRepeating",
                  "not_fn", "make_function", "bind_cancellation_slot",
                  "bind_allocator"});
}

namespace {

class CallableFinder {
public:
  CallableFinder(TuContext &Tu, const FunctionDecl *Enclosing)
      : Tu(Tu), Enclosing(Enclosing) {}

  void find(const Expr *E);
  std::vector<CallableRef> Found;

private:
  void add(const FunctionDecl *F);
  void addLambda(const CXXRecordDecl *Closure);
  bool addByType(QualType Type);
  void ofVariable(const VarDecl *Var);
  void ofCall(const CallExpr *Call);
  void ofConstruction(const CXXConstructExpr *Construct);

  TuContext &Tu;
  const FunctionDecl *Enclosing;
  unsigned Fuel = 24; // as in Places.cpp
};

} // namespace

/// A blocking function of a library that is passed around has no body here: it
/// gets one that only shows its effect. Functions that wait in some modes only
/// are left out, as their arguments are not known.
static void noteLibraryFunction(TuContext &Tu, const FunctionDecl *F) {
  models::Models::Match Match = Tu.model(F);
  if (!Match || !Match->Blocking || Tu.isUserCode(F))
    return;
  const models::Blocking &Model = Match.Source->Blockings[Match->Blocking - 1];
  if (Model.How == models::Blocks::Mode || Model.When.Count ||
      !Tu.LibraryCallables.insert(F->getCanonicalDecl()).second)
    return;
  Function Out;
  Out.Id = Tu.entity(F);
  Out.Where = Tu.site(F->getLocation());
  Call Effect;
  Effect.Where = Out.Where;
  BodyKnowledge Nothing(Tu);
  CallSite Site;
  Site.Callee = F;
  Effect.More.change().Blocks = blockingEffect(Tu, Site, Conditions(Tu, nullptr, Nothing),
                                 Nothing);
  Out.Calls.push_back(std::move(Effect));
  Tu.Facts.Functions.push_back(std::move(Out));
}

void CallableFinder::add(const FunctionDecl *F) {
  if (F->isDependentContext())
    return;
  CallableRef Ref;
  Ref.Function = Tu.entity(F);
  noteLibraryFunction(Tu, F);
  for (const CallableRef &Known : Found)
    if (Known.Function == Ref.Function && Known.Parameter < 0)
      return;
  Found.push_back(Ref);
}

void CallableFinder::addLambda(const CXXRecordDecl *Closure) {
  if (FunctionTemplateDecl *Generic =
          Closure->getDependentLambdaCallOperator()) {
    for (const FunctionDecl *Instance : Generic->specializations())
      add(Instance);
  } else if (const CXXMethodDecl *Operator = Closure->getLambdaCallOperator()) {
    add(Operator);
  }
}

/// A closure's or function object's body is known from its type alone.
bool CallableFinder::addByType(QualType Type) {
  const CXXRecordDecl *Record =
      Type.getNonReferenceType()->getAsCXXRecordDecl();
  if (!Record || !Record->hasDefinition() || !Tu.isUserCode(Record))
    return false;
  if (Record->isLambda()) {
    addLambda(Record);
    return true;
  }
  // The overload idiom inherits its operators from closures.
  for (const CXXBaseSpecifier &Base : Record->getDefinition()->bases())
    addByType(Base.getType());
  DeclarationName Name = Tu.Ast.DeclarationNames.getCXXOperatorName(OO_Call);
  bool Any = false;
  for (const NamedDecl *D : Record->getDefinition()->lookup(Name)) {
    if (const auto *Method = dyn_cast<CXXMethodDecl>(D)) {
      add(Method);
      Any = true;
    } else if (const auto *Template = dyn_cast<FunctionTemplateDecl>(D)) {
      for (const FunctionDecl *Instance : Template->specializations())
        add(Instance);
      Any = true;
    }
  }
  return Any;
}

void CallableFinder::ofVariable(const VarDecl *Var) {
  if (addByType(Var->getType()))
    return;
  if (const auto *Parm = dyn_cast<ParmVarDecl>(Var)) {
    const auto *Home = dyn_cast<FunctionDecl>(Parm->getDeclContext());
    if (Home && Enclosing &&
        Home->getCanonicalDecl() == Enclosing->getCanonicalDecl())
      Found.push_back({{}, static_cast<int>(Parm->getFunctionScopeIndex())});
    return;
  }
  if (const Expr *Value = onlyValue(Tu, Var))
    return find(Value);
  // A local that is given several: any of them.
  if (!Var->hasGlobalStorage()) {
    if (const Expr *Init = Var->getInit())
      find(Init);
    for (const Expr *Value : valuesOf(Tu, Var))
      find(Value);
  }
}

void CallableFinder::ofCall(const CallExpr *Call) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  if (const auto *Conversion = dyn_cast_or_null<CXXConversionDecl>(Callee)) {
    if (Conversion->getParent()->isLambda())
      addLambda(Conversion->getParent());
    return;
  }
  if (isBinder(Callee) && Call->getNumArgs()) {
    // boost::asio::bind_executor(executor, callable): the callable is last.
    bool Last = Callee->getName().starts_with("bind_") &&
                Callee->getName() != "bind_front" &&
                Callee->getName() != "bind_back";
    return find(Call->getArg(Last ? Call->getNumArgs() - 1 : 0));
  }
  addByType(Call->getType());
}

void CallableFinder::ofConstruction(const CXXConstructExpr *Construct) {
  const CXXRecordDecl *Record = Construct->getConstructor()->getParent();
  if (Construct->getNumArgs() &&
      (Construct->getConstructor()->isCopyOrMoveConstructor() ||
       isCallableWrapper(Record)))
    find(Construct->getArg(0));
  if (Found.empty())
    addByType(Construct->getType());
}

void CallableFinder::find(const Expr *E) {
  E = E ? withoutWrappers(E) : nullptr;
  if (!E || !Fuel)
    return;
  --Fuel;
  if (const auto *Load = dyn_cast<CastExpr>(E))
    return find(Load->getSubExpr());
  if (const auto *Lambda = dyn_cast<LambdaExpr>(E))
    return addLambda(Lambda->getLambdaClass());
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    if (const auto *F = dyn_cast<FunctionDecl>(Ref->getDecl()))
      return add(F);
    if (const auto *Var = dyn_cast<VarDecl>(Ref->getDecl()))
      return ofVariable(Var);
    return;
  }
  if (const auto *Member = dyn_cast<MemberExpr>(E)) {
    if (const auto *F = dyn_cast<FunctionDecl>(Member->getMemberDecl()))
      return add(F);
    if (const auto *Var = dyn_cast<VarDecl>(Member->getMemberDecl()))
      return ofVariable(Var);
    addByType(Member->getType());
    return;
  }
  if (const auto *Unary = dyn_cast<UnaryOperator>(E)) {
    if (Unary->getOpcode() == UO_AddrOf || Unary->getOpcode() == UO_Deref ||
        Unary->getOpcode() == UO_Plus)
      find(Unary->getSubExpr());
    return;
  }
  if (const auto *Binary = dyn_cast<BinaryOperator>(E)) {
    if (Binary->isPtrMemOp()) // (object.*member)()
      find(Binary->getRHS());
    return;
  }
  if (const auto *Choice = dyn_cast<ConditionalOperator>(E)) {
    find(Choice->getTrueExpr());
    return find(Choice->getFalseExpr());
  }
  if (const auto *Call = dyn_cast<CallExpr>(E))
    return ofCall(Call);
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(E))
    return ofConstruction(Construct);
  if (const auto *Init = dyn_cast<InitListExpr>(E))
    if (Init->getNumInits() == 1 && !Init->getType()->isRecordType())
      return find(Init->getInit(0));
  addByType(E->getType());
}

std::vector<CallableRef>
callablesOf(TuContext &Tu, const FunctionDecl *Enclosing, const Expr *E) {
  CallableFinder Finder(Tu, Enclosing);
  Finder.find(E);
  return std::move(Finder.Found);
}

/// The array that the local pointer \p E walks over: it starts there, and is
/// only moved.
static const VarDecl *walkedTable(TuContext &Tu, const Expr *E) {
  const auto *Pointer = dyn_cast_or_null<VarDecl>(namedObject(E));
  if (!Pointer || !Pointer->getType()->isPointerType() ||
      !Pointer->isLocalVarDecl())
    return nullptr;
  const Expr *Start = onlyValue(Tu, Pointer);
  return Start ? dyn_cast_or_null<VarDecl>(namedObject(Start)) : nullptr;
}

std::vector<CallableRef> tableEntries(TuContext &Tu, const Expr *E) {
  // `table[i]` or `table[i].run`; `*p` or `p->run` in a loop over the table.
  E = E->IgnoreParenImpCasts();
  const FieldDecl *Field = nullptr;
  const VarDecl *Var = nullptr;
  if (const auto *Member = dyn_cast<MemberExpr>(E)) {
    Field = dyn_cast<FieldDecl>(Member->getMemberDecl());
    E = Member->getBase()->IgnoreParenImpCasts();
    if (Member->isArrow())
      Var = walkedTable(Tu, E);
  }
  const auto *Subscript = dyn_cast<ArraySubscriptExpr>(E);
  const auto *Unary = dyn_cast<UnaryOperator>(E);
  if (Subscript)
    Var = dyn_cast_or_null<VarDecl>(namedObject(Subscript->getBase()));
  else if (Unary && Unary->getOpcode() == UO_Deref)
    Var = walkedTable(Tu, Unary->getSubExpr());
  const auto *Table = dyn_cast_or_null<InitListExpr>(
      Var && Var->hasInit() ? Var->getAnyInitializer()->IgnoreImplicit()
                            : nullptr);
  llvm::ArrayRef<Expr *> Entries =
      Table ? Table->inits() : llvm::ArrayRef<Expr *>();
  Expr::EvalResult Index;
  if (Subscript && !Subscript->getIdx()->isValueDependent() &&
      Subscript->getIdx()->EvaluateAsInt(Index, Tu.Ast))
    if (const uint64_t Only = Index.Val.getInt().getLimitedValue();
        Only < Entries.size())
      Entries = Entries.slice(Only, 1);
  // What stands there twice is found twice.
  std::vector<CallableRef> Found;
  for (const Expr *Entry : Entries) {
    if (const auto *Row = dyn_cast<InitListExpr>(Entry); Row && Field)
      Entry = Field->getFieldIndex() < Row->getNumInits()
                  ? Row->getInit(Field->getFieldIndex())
                  : nullptr;
    if (Entry)
      llvm::append_range(Found, callablesOf(Tu, nullptr, Entry));
  }
  return Found;
}

const LambdaExpr *lambdaOf(TuContext &Tu, const Expr *E) {
  for (unsigned Fuel = 8; E && Fuel; --Fuel) {
    E = withoutWrappers(E);
    if (const auto *Lambda = dyn_cast<LambdaExpr>(E))
      return Lambda;
    if (const auto *Load = dyn_cast<CastExpr>(E)) {
      E = Load->getSubExpr();
    } else if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
      const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
      E = Var ? onlyValue(Tu, Var) : nullptr;
    } else if (const auto *Construct = dyn_cast<CXXConstructExpr>(E)) {
      E = Construct->getNumArgs() ? Construct->getArg(0) : nullptr;
    } else if (const auto *Call = dyn_cast<CallExpr>(E)) {
      if (const Expr *Object = objectOf(Call))
        E = Object;
      else
        E = isBinder(Call->getDirectCallee()) && Call->getNumArgs()
                ? Call->getArg(0)
                : nullptr;
    } else {
      return nullptr;
    }
  }
  return nullptr;
}

} // namespace cohazard::facts
