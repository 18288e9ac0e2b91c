#include "facts/Conditions.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Lex/Lexer.h"

using namespace clang;
using cohazard::models::ConditionKind;

namespace cohazard::facts {

void BodyKnowledge::learnReady(const ValueDecl *D) {
  if (isa_and_nonnull<FieldDecl>(D))
    Members.insert(D);
  else if (D)
    Tu.ReadyLocals.insert(D);
}

bool BodyKnowledge::mayBeReady(const ValueDecl *D) const {
  if (!D)
    return false;
  if (const auto *Binding = dyn_cast<BindingDecl>(D))
    if (mayBeReady(dyn_cast_or_null<ValueDecl>(Binding->getDecomposedDecl())))
      return true;
  return Members.contains(D) || Tu.ReadyLocals.contains(D) ||
         mayBeReady(PartOf.lookup(D));
}

bool BodyKnowledge::mayBeReady(const Expr *Waited) const {
  if (mayBeReady(namedObject(Waited)))
    return true;
  // `task.get_future().get()` after `task()`
  std::optional<CallSite> Call =
      callSite(Waited->IgnoreImplicit()->IgnoreParenCasts());
  return Call && Call->Callee && Call->Object &&
         Call->Callee->getIdentifier() &&
         Call->Callee->getName() == "get_future" &&
         mayBeReady(namedObject(Call->Object));
}

/// The initialiser of a local variable that is set nowhere else as far as its
/// type tells (const) or its declaration shows; or null.
static const Expr *onlyInitialiser(const Expr *E) {
  const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
  const auto *Var = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  if (!Var || isa<ParmVarDecl>(Var) || !Var->getInit())
    return nullptr;
  return Var->getInit();
}

std::optional<int64_t> integerValue(TuContext &Tu, const Expr *E) {
  for (int Depth = 0; E && Depth < 4; ++Depth) {
    if (E->isValueDependent() || E->isTypeDependent())
      return std::nullopt;
    Expr::EvalResult Result;
    if (E->getType()->isIntegralOrEnumerationType() &&
        E->EvaluateAsInt(Result, Tu.Ast))
      return Result.Val.getInt().getExtValue();
    E = onlyInitialiser(E);
  }
  return std::nullopt;
}

bool isFromMacro(TuContext &Tu, SourceLocation Loc, llvm::StringRef Name) {
  while (Loc.isMacroID()) {
    if (Lexer::getImmediateMacroName(Loc, Tu.Sources,
                                     Tu.Ast.getLangOpts()) == Name)
      return true;
    Loc = Tu.Sources.getImmediateMacroCallerLoc(Loc);
  }
  return false;
}

static llvm::StringRef lastComponent(llvm::StringRef Name) {
  return Name.rsplit("::").second.empty() ? Name : Name.rsplit("::").second;
}

/// \p Depth bounds the walk: flags are written a few operators deep, and a
/// variable may be initialised with itself.
static bool mentions(TuContext &Tu, const Expr *E, llvm::StringRef Name,
                     int Depth) {
  if (Depth > 16 || isa<LambdaExpr>(E))
    return false;
  if (isFromMacro(Tu, E->getBeginLoc(), Name))
    return true;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    if (const IdentifierInfo *Id = Ref->getDecl()->getIdentifier())
      if (Id->getName() == lastComponent(Name))
        return true;
  for (const Stmt *Child : E->children())
    if (const auto *Operand = dyn_cast_or_null<Expr>(Child))
      if (mentions(Tu, Operand, Name, Depth + 1))
        return true;
  const Expr *Init = onlyInitialiser(E);
  return Init && mentions(Tu, Init, Name, Depth + 8);
}

bool mentions(TuContext &Tu, const Expr *E, llvm::StringRef Name) {
  return mentions(Tu, E, Name, 0);
}

std::optional<int64_t> operandValue(TuContext &Tu, llvm::StringRef Text) {
  int64_t Number;
  if (!Text.getAsInteger(0, Number))
    return Number;
  if (Text == "TRUE" || Text == "true")
    return 1;
  if (Text == "FALSE" || Text == "false")
    return 0;
  return Tu.namedConstant(Text);
}

static bool isZero(const APValue &Value) {
  switch (Value.getKind()) {
  case APValue::Int:
    return Value.getInt() == 0;
  case APValue::Float:
    return Value.getFloat().isZero();
  case APValue::Struct:
    for (unsigned I = 0; I < Value.getStructNumBases(); ++I)
      if (!isZero(Value.getStructBase(I)))
        return false;
    for (unsigned I = 0; I < Value.getStructNumFields(); ++I)
      if (!isZero(Value.getStructField(I)))
        return false;
    return true;
  default:
    return false;
  }
}

bool mustBeZero(TuContext &Tu, const Expr *E) {
  for (int Depth = 0; E && Depth < 4; ++Depth) {
    if (E->isValueDependent() || E->isTypeDependent())
      return false;
    Expr::EvalResult Result;
    if (E->getType()->isLiteralType(Tu.Ast) && !E->isGLValue() &&
        E->EvaluateAsRValue(Result, Tu.Ast) && !Result.HasSideEffects)
      return isZero(Result.Val);
    const Expr *Inner = E->IgnoreImplicit();
    if (E->getType()->isRecordType() && E->isGLValue() &&
        E->EvaluateAsConstantExpr(Result, Tu.Ast))
      if (isZero(Result.Val))
        return true;
    const Expr *Init = onlyInitialiser(Inner);
    E = Init ? Init : (Inner != E ? Inner : nullptr);
  }
  return false;
}

/// Does the body store anything but zero in a member of \p Var?
static bool mayStoreNonZero(TuContext &Tu, const Stmt *S, const VarDecl *Var) {
  if (!S)
    return false;
  const auto *Assign = dyn_cast<BinaryOperator>(S);
  if (Assign && Assign->isAssignmentOp()) {
    const auto *Member =
        dyn_cast<MemberExpr>(Assign->getLHS()->IgnoreParenImpCasts());
    if (namedObject(Member ? Member->getBase() : Assign->getLHS()) == Var &&
        integerValue(Tu, Assign->getRHS()) != 0)
      return true;
  }
  for (const Stmt *Child : S->children())
    if (mayStoreNonZero(Tu, Child, Var))
      return true;
  return false;
}

bool Conditions::mustBeZeroTimeout(const Expr *E) const {
  if (!E->getType()->isPointerType())
    return mustBeZero(Tu, E);
  const auto *Var = dyn_cast_or_null<VarDecl>(namedObject(E));
  if (!Var || isa<ParmVarDecl>(Var))
    return false;
  const Expr *Init = Var->getInit();
  bool StartsZero = Init && mustBeZero(Tu, Init);
  // `timeval T;` calls a constructor that does nothing.
  const auto *Made = dyn_cast_or_null<CXXConstructExpr>(Init);
  bool Uninitialised = !Init || (Made && Made->getNumArgs() == 0 &&
                                 Made->getConstructor()->isTrivial());
  return (StartsZero || Uninitialised) && !mayStoreNonZero(Tu, Body, Var);
}

/// Does \p E name the tag object, the type or the enumerator \p Name?
static bool mustBeTag(TuContext &Tu, const Expr *E, llvm::StringRef Name) {
  if (Name == "true" || Name == "TRUE" || Name == "false" || Name == "FALSE")
    if (std::optional<int64_t> Value = integerValue(Tu, E))
      return bool(*Value) == Name.starts_with_insensitive("t");
  const Expr *Inner = E->IgnoreParenImpCasts();
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(Inner))
    if (Construct->getNumArgs() == 1)
      Inner = Construct->getArg(0)->IgnoreParenImpCasts();
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Inner))
    if (const IdentifierInfo *Id = Ref->getDecl()->getIdentifier())
      if (Id->getName() == lastComponent(Name))
        return true;
  const CXXRecordDecl *Type = E->getType()->getAsCXXRecordDecl();
  if (!Type)
    return false;
  std::string TypeName = qualifiedName(Type);
  return TypeName == Name || TypeName == (Name + "_t").str();
}

/// Is the static type of \p E the class \p Name or derived from it, or is \p E
/// the object of that name, such as `std::cin`?
static bool mustBeOfType(const Expr *E, llvm::StringRef Name) {
  if (const ValueDecl *Named = namedObject(E))
    if (qualifiedName(Named) == Name)
      return true;
  QualType Type = E->IgnoreParenBaseCasts()->getType();
  if (Type->isPointerType())
    Type = Type->getPointeeType();
  const CXXRecordDecl *Record = Type->getAsCXXRecordDecl();
  if (!Record || !Record->hasDefinition())
    return false;
  if (qualifiedName(Record) == Name)
    return true;
  bool Derived = false;
  Record->getDefinition()->forallBases([&](const CXXRecordDecl *Base) {
    Derived |= qualifiedName(Base) == Name;
    return !Derived;
  });
  return Derived;
}

/// Was the future \p E names made by std::async, and not deferred?
static bool mustComeFromAsync(TuContext &Tu, const Expr *E) {
  const auto *Var = dyn_cast_or_null<VarDecl>(E ? namedObject(E) : nullptr);
  const Expr *Init = Var ? Var->getInit() : E;
  if (!Init)
    return false;
  Init = Init->IgnoreImplicit();
  while (const auto *Construct = dyn_cast<CXXConstructExpr>(Init)) {
    if (Construct->getNumArgs() != 1)
      return false;
    Init = Construct->getArg(0)->IgnoreImplicit();
  }
  const auto *Call = dyn_cast<CallExpr>(Init);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (!Callee || qualifiedName(Callee) != "std::async")
    return false;
  return Call->getNumArgs() == 0 ||
         !mentions(Tu, Call->getArg(0), "std::launch::deferred") ||
         mentions(Tu, Call->getArg(0), "std::launch::async");
}

static bool hasFlag(TuContext &Tu, const Expr *E, llvm::StringRef Flag) {
  std::optional<int64_t> Value = integerValue(Tu, E);
  std::optional<int64_t> Mask = operandValue(Tu, Flag);
  if (Value && Mask)
    return (*Value & *Mask) == *Mask && *Mask != 0;
  return mentions(Tu, E, Flag);
}

static bool equals(TuContext &Tu, const Expr *E, llvm::StringRef Text) {
  std::optional<int64_t> Value = integerValue(Tu, E);
  std::optional<int64_t> Wanted = operandValue(Tu, Text);
  if (Value && Wanted)
    return *Value == *Wanted;
  if (Wanted == 0 && !E->getType()->isIntegralOrEnumerationType())
    return mustBeZero(Tu, E);
  return !Wanted && mentions(Tu, E, Text);
}

static bool mustBeNull(TuContext &Tu, const Expr *E) {
  if (E->isValueDependent())
    return false;
  return E->isNullPointerConstant(Tu.Ast, Expr::NPC_ValueDependentIsNotNull) !=
         Expr::NPCK_NotNull;
}

static bool mustBeNonNull(const Expr *E) {
  const Expr *Inner = E->IgnoreParenImpCasts();
  if (const auto *Unary = dyn_cast<UnaryOperator>(Inner))
    return Unary->getOpcode() == UO_AddrOf;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Inner))
    return isa<FunctionDecl>(Ref->getDecl());
  return isa<LambdaExpr, StringLiteral>(Inner) ||
         E->getType()->isRecordType();
}

bool Conditions::mustHold(const models::Table &Source,
                          const models::Condition &C,
                          const CallSite &Call) const {
  llvm::ArrayRef<models::TextId> Operands = Source.operands(C);
  llvm::StringRef First =
      Operands.empty() ? llvm::StringRef() : Source.text(Operands.front());
  if (C.Kind == ConditionKind::ArgCount) {
    std::optional<int64_t> Count = operandValue(Tu, First);
    return Count && *Count == int64_t(Call.writtenArguments());
  }
  if (C.Kind == ConditionKind::Ready)
    return Call.Object && Knowledge.mayBeReady(namedObject(Call.Object));
  if (C.Kind == ConditionKind::FromAsync)
    return mustComeFromAsync(Tu, Call.Object ? Call.Object : Call.Whole);
  const Expr *Subject =
      C.Arg == models::ObjectArg ? Call.Object : Call.argument(C.Arg);
  if (C.Kind == ConditionKind::ObjectType)
    Subject = Call.Object ? Call.Object : Call.Whole;
  if (!Subject)
    return false;
  switch (C.Kind) {
  case ConditionKind::Equal:
    return equals(Tu, Subject, First);
  case ConditionKind::NotEqual: {
    std::optional<int64_t> Value = integerValue(Tu, Subject);
    std::optional<int64_t> Other = operandValue(Tu, First);
    return Value && Other && *Value != *Other;
  }
  case ConditionKind::Less: {
    std::optional<int64_t> Value = integerValue(Tu, Subject);
    std::optional<int64_t> Bound = operandValue(Tu, First);
    return Value && Bound && *Value < *Bound;
  }
  case ConditionKind::HasFlag:
    return hasFlag(Tu, Subject, First);
  case ConditionKind::LacksFlag: {
    std::optional<int64_t> Value = integerValue(Tu, Subject);
    std::optional<int64_t> Mask = operandValue(Tu, First);
    return Value && Mask && (*Value & *Mask) == 0;
  }
  case ConditionKind::OneOf:
    return llvm::any_of(Operands, [&](models::TextId Id) {
      return equals(Tu, Subject, Source.text(Id));
    });
  case ConditionKind::Null:
    return mustBeNull(Tu, Subject);
  case ConditionKind::NonNull:
    return mustBeNonNull(Subject);
  case ConditionKind::NamedTag:
    return mustBeTag(Tu, Subject, First) || mustBeOfType(Subject, First);
  case ConditionKind::ZeroTimeout:
    return mustBeZeroTimeout(Subject);
  case ConditionKind::ObjectType:
    return mustBeOfType(Subject, First);
  default:
    return false; // NonBlockingDescriptor is judged over the whole TU.
  }
}

bool Conditions::mustHoldAny(const models::Table &Source,
                             models::Range Conditions,
                             const CallSite &Call) const {
  return llvm::any_of(Source.conditions(Conditions),
                      [&](const models::Condition &C) {
                        return mustHold(Source, C, Call);
                      });
}

} // namespace cohazard::facts
