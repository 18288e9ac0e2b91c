#include "facts/Places.h"
#include "facts/Indices.h"
#include "facts/LocalValues.h"
#include "facts/Shared.h"
#include "source/Words.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace cohazard::facts {

namespace {

/// Follows one expression to its root.
class PlaceFinder {
public:
  PlaceFinder(TuContext &Tu, const FunctionDecl *Enclosing)
      : Tu(Tu), Enclosing(Enclosing) {}

  Place find(const Expr *E);

private:
  Place ofLoad(const Expr *Loaded);
  Place ofDecl(const ValueDecl *D, const Expr *E);
  Place ofVariable(const VarDecl *Var);
  Place ofParameter(const ParmVarDecl *Var);
  Place ofMember(const MemberExpr *Member);
  Place ofUnary(const UnaryOperator *Unary);
  Place ofCall(const CallExpr *Call);
  Place ofOperator(const CXXOperatorCallExpr *Call);
  Place ofMemberCall(const CXXMemberCallExpr *Call);
  Place ofConstruction(const CXXConstructExpr *Construct);
  Place ofVisibleCall(const CallExpr *Call, const FunctionDecl *Callee);
  Place pointee(const Expr *Pointer);
  Place named(const Expr *E);
  Place element(Place Base, const Expr *Index) {
    return extend(std::move(Base), {indexStep(Tu, Enclosing, Index)});
  }
  Place lastGiven(const VarDecl *Var, const Expr *Use);
  Place movedFrom(Place Start, const VarDecl *Var) {
    if (!Start.Path.empty() && Start.Path.back().isElement())
      Start.Path.back() = {Start.Path.back().What == PathStep::Kind::OwnIndex
                               ? PathStep::Kind::OwnIndex
                               : PathStep::Kind::AnyIndex,
                           Tu.entity(Var), 0};
    return Start;
  }
  Place elsewhere(const VarDecl *Var, const Expr *Value);
  EntityId name(const VarDecl *Var) {
    EntityId Id = Tu.entity(Var);
    // Places of shared data may be read and written far from here.
    if (Tu.NamedByPlaces.try_emplace(Id, Var).second && Var->hasGlobalStorage())
      mayRace(Tu, Var);
    return Id;
  }

  TuContext &Tu;
  const FunctionDecl *Enclosing;
  // Aliases of aliases; real code stays below four.
  unsigned Fuel = 24;
};

} // namespace

Place PlaceFinder::find(const Expr *E) {
  E = E ? withoutWrappers(E) : nullptr;
  if (!E || !Fuel)
    return {};
  --Fuel;
  if (const auto *Load = dyn_cast<CastExpr>(E)) // CK_LValueToRValue
    return ofLoad(Load->getSubExpr());
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    return ofDecl(Ref->getDecl(), Ref);
  if (const auto *Member = dyn_cast<MemberExpr>(E))
    return ofMember(Member);
  if (isa<CXXThisExpr>(E))
    return {Place::Root::Receiver, {}, 0, {}};
  if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(E))
    return element(find(Subscript->getBase()), Subscript->getIdx());
  if (const auto *Unary = dyn_cast<UnaryOperator>(E))
    return ofUnary(Unary);
  if (const auto *Binary = dyn_cast<BinaryOperator>(E)) {
    if (Binary->isAdditiveOp() && E->getType()->isPointerType()) {
      bool Left = Binary->getLHS()->getType()->isPointerType();
      return element(find(Left ? Binary->getLHS() : Binary->getRHS()),
                     Left ? Binary->getRHS() : Binary->getLHS());
    }
    // Some member: taken for the whole object.
    if (Binary->isPtrMemOp())
      return find(Binary->getLHS());
    if (Binary->isAssignmentOp() && E->isGLValue())
      return find(Binary->getLHS());
    return Binary->getOpcode() == BO_Comma ? find(Binary->getRHS()) : Place();
  }
  if (const auto *Call = dyn_cast<CallExpr>(E))
    return ofCall(Call);
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(E))
    return ofConstruction(Construct);
  if (const auto *Default = dyn_cast<CXXDefaultArgExpr>(E))
    return find(Default->getExpr());
  if (const auto *Init = dyn_cast<InitListExpr>(E))
    return Init->getNumInits() == 1 ? find(Init->getInit(0)) : Place();
  if (isa<ConditionalOperator>(E) && E->getType()->isPointerType())
    return extend(named(E), PathStep::Kind::Pointee);
  return isa<CompoundLiteralExpr>(E) ? named(E) : Place();
}

/// One of several objects, or one without a name: a name made up for it.
Place PlaceFinder::named(const Expr *E) {
  EntityId Name = Tu.namedEntity(
      "value@" + E->getExprLoc().printToString(Tu.Sources), "");
  if (Tu.OpenValuesSeen.insert(Name).second)
    Tu.OpenValues.push_back({Name, E, Enclosing});
  return {Place::Root::Variable, Name, 0, {}};
}

/// What the value of the glvalue \p Loaded leads to, where it is a pointer.
Place PlaceFinder::ofLoad(const Expr *Loaded) {
  if (!Loaded->getType()->isPointerType())
    return {};
  return pointee(Loaded);
}

/// What the pointer or smart pointer stored in the glvalue \p E leads to.
Place PlaceFinder::pointee(const Expr *E) {
  E = withoutWrappers(E);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    if (const auto *Var = dyn_cast<VarDecl>(Ref->getDecl())) {
      const auto *Parm = dyn_cast<ParmVarDecl>(Var);
      if (Place Last = lastGiven(Var, Ref); Last.known())
        return Last;
      if (Parm && Parm->getType()->isPointerType())
        return ofParameter(Parm);
      if (const Expr *Value = onlyValue(Tu, Var);
          Value && Var->getType()->isPointerType() &&
          !mayTakeOut(Tu, Var, Value))
        if (Place Known = elsewhere(Var, Value); Known.known())
          return mayMove(Tu, Var) ? movedFrom(std::move(Known), Var) : Known;
    }
  return extend(find(E), PathStep::Kind::Pointee);
}

/// What \p Var leads to at \p Use, if it was given several values, and which is
/// known.
Place PlaceFinder::lastGiven(const VarDecl *Var, const Expr *Use) {
  const bool IsParameter = isa<ParmVarDecl>(Var);
  if (Var->hasGlobalStorage() || !Var->getType()->isPointerType() ||
      valuesOf(Tu, Var).empty() || (!IsParameter && onlyValue(Tu, Var)))
    return {};
  const Expr *Value = latestValue(Tu, Var, Use);
  if (!Value || Value == Use || mayTakeOut(Tu, Var, Value))
    return {};
  return elsewhere(Var, Value);
}

/// Reads \p Value as the function of \p Var reads it.
Place PlaceFinder::elsewhere(const VarDecl *Var, const Expr *Value) {
  const auto *Home =
      dyn_cast_or_null<FunctionDecl>(Var->getParentFunctionOrMethod());
  const FunctionDecl *Here = Enclosing;
  if (Home)
    Enclosing = Home;
  Place Result = find(Value);
  Enclosing = Here;
  if (Home == Here || Result.Base != Place::Root::Parameter)
    return Result;
  // A captured alias of the outer function's parameter.
  const ParmVarDecl *Outer = Home->getParamDecl(Result.Parameter);
  return {Place::Root::Variable, name(Outer), 0, std::move(Result.Path)};
}

Place PlaceFinder::ofParameter(const ParmVarDecl *Var) {
  const auto *Home = dyn_cast<FunctionDecl>(Var->getDeclContext());
  if (Home && Enclosing &&
      Home->getCanonicalDecl() == Enclosing->getCanonicalDecl())
    return {Place::Root::Parameter, {}, Var->getFunctionScopeIndex(), {}};
  return {Place::Root::Variable, name(Var), 0, {}};
}

Place PlaceFinder::ofVariable(const VarDecl *Var) {
  if (const auto *Parm = dyn_cast<ParmVarDecl>(Var)) {
    const CXXRecordDecl *Record = Var->getType()->getAsCXXRecordDecl();
    if (Var->getType()->isReferenceType() || isSmartPointer(Record) ||
        isHandleValue(Tu, Var->getType()))
      return ofParameter(Parm);
  } else if (Var->getType()->isReferenceType()) {
    if (const Expr *Init = Var->getAnyInitializer())
      return elsewhere(Var, Init);
    return {};
  }
  return {Place::Root::Variable, name(Var), 0, {}};
}

Place PlaceFinder::ofDecl(const ValueDecl *D, const Expr *E) {
  if (const auto *Var = dyn_cast<VarDecl>(D))
    return ofVariable(Var);
  if (const auto *Binding = dyn_cast<BindingDecl>(D)) {
    if (const VarDecl *Holder = Binding->getHoldingVar())
      return find(Holder->getInit());
    return find(Binding->getBinding());
  }
  return {};
}

/// Bit-fields side by side are one memory location: the first stands for all.
static const FieldDecl *memoryLocation(const FieldDecl *Field) {
  if (!Field->isBitField())
    return Field;
  const FieldDecl *First = nullptr;
  for (const FieldDecl *Each : Field->getParent()->fields()) {
    if (!Each->isBitField() || Each->isUnnamedBitField())
      First = nullptr;
    else if (!First)
      First = Each;
    if (Each == Field)
      return First ? First : Field;
  }
  return Field;
}

Place PlaceFinder::ofMember(const MemberExpr *Member) {
  if (const auto *Var = dyn_cast<VarDecl>(Member->getMemberDecl()))
    return ofVariable(Var);
  const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl());
  if (!Field)
    return {};
  Place Base = find(Member->getBase());
  // Members of a union overlap, and those of an anonymous struct are its
  // holder's.
  const auto *Anonymous =
      Field->isAnonymousStructOrUnion() ? Field->getType()->getAsRecordDecl()
                                        : nullptr;
  if (Field->getParent()->isUnion() || (Anonymous && !Anonymous->isUnion()))
    return Base;
  Base = extend(std::move(Base),
                {PathStep{PathStep::Kind::Field,
                           Tu.entity(memoryLocation(Field)), 0}});
  if (Field->getType()->isReferenceType())
    Base = extend(std::move(Base), PathStep::Kind::Pointee);
  return Base;
}

Place PlaceFinder::ofUnary(const UnaryOperator *Unary) {
  switch (Unary->getOpcode()) {
  case UO_AddrOf:
  case UO_Deref:
  case UO_Extension:
  case UO_PreInc:
  case UO_PreDec:
    return find(Unary->getSubExpr());
  case UO_PostInc:
  case UO_PostDec:
    return ofLoad(Unary->getSubExpr());
  default:
    return {};
  }
}

Place PlaceFinder::ofCall(const CallExpr *Call) {
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call))
    return ofOperator(Operator);
  const FunctionDecl *Callee = Call->getDirectCallee();
  if (!Callee)
    return {};
  if (Callee->isInStdNamespace() && Callee->getIdentifier() &&
      Call->getNumArgs() == 1 && !isa<CXXMemberCallExpr>(Call) &&
      isOneOf(Callee->getName(), {"move", "forward", "ref", "cref", "addressof",
                                  "as_const", "launder", "__addressof", "begin",
                                  "forward_like", "data", "to_address"}))
    return find(Call->getArg(0));
  if (Callee->getBuiltinID() && Call->getNumArgs() == 1 &&
      Call->isGLValue()) // std::move and its kin are builtins too
    return find(Call->getArg(0));
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call))
    if (isLibraryClass(Tu, Member->getRecordDecl()))
      return ofMemberCall(Member);
  return ofVisibleCall(Call, Callee);
}

/// Does the iterator \p E come from a container? Then its element.
Place PlaceFinder::ofOperator(const CXXOperatorCallExpr *Call) {
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call->getDirectCallee());
  if (!Method || !Call->getNumArgs())
    return {};
  if (!isLibraryClass(Tu, Method->getParent()))
    return ofVisibleCall(Call, Method);
  const Expr *Object = Call->getArg(0);
  switch (Call->getOperator()) {
  case OO_Subscript:
    return element(isSmartPointer(Method->getParent()) ? pointee(Object)
                                                       : find(Object),
                   Call->getArg(1));
  case OO_Star:
  case OO_Arrow: {
    if (isSmartPointer(Method->getParent()))
      return pointee(Object);
    // An iterator: the element of the container it was made from.
    const auto *Ref = dyn_cast<DeclRefExpr>(Object->IgnoreParenImpCasts());
    const auto *Var = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    const Expr *From = Var ? onlyValue(Tu, Var) : Object;
    return From ? find(From) : Place();
  }
  case OO_Equal:
  case OO_PlusEqual:
  case OO_PlusPlus:
  case OO_MinusMinus:
    return find(Object);
  default:
    return {};
  }
}

Place PlaceFinder::ofMemberCall(const CXXMemberCallExpr *Call) {
  const CXXMethodDecl *Method = Call->getMethodDecl();
  const Expr *Object = Call->getImplicitObjectArgument();
  if (!Method)
    return {};
  if (isa<CXXConversionDecl>(Method))
    return isSmartPointer(Method->getParent()) ? pointee(Object) : Place();
  if (!Method->getIdentifier())
    return {};
  llvm::StringRef Name = Method->getName();
  if (isSmartPointer(Method->getParent()))
    return Name == "get" || Name == "value" || Name == "lock" ? pointee(Object)
                                                              : Place();
  if (isOneOf(Name,
              {"front", "back", "begin", "end", "cbegin", "rbegin", "rend",
               "top", "find", "lower_bound", "data", "c_str", "upper_bound"}))
    return extend(Object->getType()->isPointerType() ? find(Object)
                                                     : find(Object),
                  PathStep::Kind::AnyIndex);
  if (Name == "at" && Call->getNumArgs() == 1)
    return element(find(Object), Call->getArg(0));
  return {};
}

/// A copied or converted pointer, iterator or wrapper leads where its source
/// does.
Place PlaceFinder::ofConstruction(const CXXConstructExpr *Construct) {
  if (Construct->getNumArgs() == 0 || Construct->getNumArgs() > 2)
    return {};
  const CXXConstructorDecl *Ctor = Construct->getConstructor();
  if (Ctor->isCopyOrMoveConstructor() ||
      isSmartPointer(Construct->getType()->getAsCXXRecordDecl()) ||
      isLibraryClass(Tu, Ctor->getParent()))
    return find(Construct->getArg(0));
  return {};
}

/// Where it is not known which of its own data a function of the user's
/// returns, its name stands for that.
Place PlaceFinder::ofVisibleCall(const CallExpr *Call,
                                 const FunctionDecl *Callee) {
  const FunctionDecl *Definition = nullptr;
  QualType Result = Callee->getReturnType();
  if (!(Result->isReferenceType() || Result->isPointerType()) ||
      !Tu.isUserCode(Callee))
    return {};
  auto Unknown = [&] {
    Place Name{Place::Root::Variable, Tu.entity(Callee), 0, {}};
    return Result->isPointerType()
               ? extend(std::move(Name), PathStep::Kind::Pointee)
               : Place();
  };
  if (!Callee->hasBody(Definition) || Definition->hasSkippedBody() ||
      Definition->isDependentContext())
    return Unknown();
  const Expr *Returned = returnedBy(Definition, Tu.Ast);
  if (!Returned)
    return Unknown();
  const FunctionDecl *Here = Enclosing;
  Enclosing = Definition;
  Place Inner = find(Returned);
  Enclosing = Here;
  unsigned FirstArg =
      isa<CXXOperatorCallExpr>(Call) && isa<CXXMethodDecl>(Callee) ? 1 : 0;
  switch (Inner.Base) {
  case Place::Root::Variable:
    return Inner;
  case Place::Root::Receiver:
    if (const Expr *Object = objectOf(Call))
      return extend(find(Object), Inner.Path);
    return {};
  case Place::Root::Parameter:
    if (Inner.Parameter + FirstArg < Call->getNumArgs())
      return extend(find(Call->getArg(Inner.Parameter + FirstArg)), Inner.Path);
    return {};
  default:
    return Unknown();
  }
}

Place placeOf(TuContext &Tu, const FunctionDecl *Enclosing, const Expr *E) {
  return PlaceFinder(Tu, Enclosing).find(E);
}

} // namespace cohazard::facts
