// Which of the user's functions does the standard library call to order, compare
// or hash values, and which while it goes through a view? Told by the contract
// of each function, since the bodies of system headers are not parsed.

#include "facts/CallCollector.h"
#include "facts/Callables.h"
#include "facts/CoroutineTypes.h"
#include "facts/Holders.h"
#include "facts/LocalValues.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace cohazard::facts {

//===-- Comparison --------------------------------------------------------===//

/// The user's own functions that compare two values of \p Type by \p Kind.
static llvm::SmallVector<const FunctionDecl *, 2>
comparisons(TuContext &Tu, QualType Type, OverloadedOperatorKind Kind) {
  llvm::SmallVector<const FunctionDecl *, 2> Found;
  const CXXRecordDecl *Record =
      Type.isNull() ? nullptr : Type.getNonReferenceType()->getAsCXXRecordDecl();
  if (!Record || !Record->hasDefinition() || !Tu.isUserCode(Record))
    return Found;
  for (OverloadedOperatorKind Any : {Kind, OO_Spaceship}) {
    DeclarationName Name = Tu.Ast.DeclarationNames.getCXXOperatorName(Any);
    for (const NamedDecl *D : Record->getDefinition()->lookup(Name))
      if (const FunctionDecl *F = asFunction(D))
        Found.push_back(F);
    for (const NamedDecl *D :
         Record->getEnclosingNamespaceContext()->lookup(Name)) {
      const FunctionDecl *F = asFunction(D->getUnderlyingDecl());
      if (F && F->getNumParams() == 2 &&
          mayTakeRecord(F->getParamDecl(0)->getType(), Record))
        Found.push_back(F);
    }
    if (!Found.empty())
      break;
  }
  return Found;
}

/// Calls that a comparator or hash of type \p By makes on values of \p Type.
void CallCollector::callFunctor(QualType By, QualType Type,
                                const CallSite &Site) {
  const CXXRecordDecl *Record = recordOf(By);
  if (!Record || !Record->hasDefinition() || !Record->getIdentifier())
    return;
  if (Record->isInStdNamespace() && !Tu.isUserCode(Record)) {
    OverloadedOperatorKind Kind = Record->getName() == "equal_to" ? OO_EqualEqual
                                  : Record->getName() == "greater" ? OO_Greater
                                  : Record->getName() == "less" ? OO_Less
                                                                : OO_None;
    if (Kind != OO_None)
      for (const FunctionDecl *F : comparisons(Tu, Type, Kind))
        callInside(F, Site);
    return;
  }
  DeclarationName Name = Tu.Ast.DeclarationNames.getCXXOperatorName(OO_Call);
  for (const NamedDecl *D : Record->getDefinition()->lookup(Name))
    if (const auto *F = dyn_cast<CXXMethodDecl>(D))
      callInside(F, Site);
}

/// A member of an associative container compares or hashes keys.
void CallCollector::compareKeys(const Holder &Of, const CallSite &Site) {
  if (!Of.isOrdered() && !Of.isUnordered())
    return;
  bool Looks = Site.Callee->getOverloadedOperator() == OO_Subscript;
  if (const IdentifierInfo *Id = Site.Callee->getIdentifier()) {
    llvm::StringRef Name = Id->getName();
    Looks = isOneOf(Name, {"insert", "emplace", "emplace_hint", "try_emplace",
                           "insert_or_assign", "at", "find", "count",
                           "contains", "lower_bound", "upper_bound",
                           "equal_range", "merge"}) ||
            (Name == "erase" && Site.Arguments.size() == 1 &&
             isSameType(Site.Arguments[0]->getType(), Of.key()));
  }
  if (!Looks)
    return;
  const unsigned First = Of.isMap() ? 2 : 1;
  callFunctor(Of.argument(First), Of.key(), Site);
  if (Of.isUnordered())
    callFunctor(Of.argument(First + 1), Of.key(), Site);
}

/// What an iterator or a range gives: `*it`, `*begin(range)`.
static QualType elementType(TuContext &Tu, QualType Type, int Depth = 0) {
  Type = Type.getNonReferenceType();
  if (Type->isPointerType() || Type->isArrayType())
    return QualType(Type->getPointeeOrArrayElementType(), 0);
  const CXXRecordDecl *Record = Type->getAsCXXRecordDecl();
  if (!Record || !Record->hasDefinition() || Depth > 1)
    return {};
  DeclarationName Star = Tu.Ast.DeclarationNames.getCXXOperatorName(OO_Star);
  for (const NamedDecl *D : Record->getDefinition()->lookup(Star))
    if (const FunctionDecl *F = asFunction(D))
      return F->getReturnType();
  for (const NamedDecl *D : membersNamed(Record, "begin"))
    if (const FunctionDecl *F = asFunction(D))
      return elementType(Tu, F->getReturnType(), Depth + 1);
  return {};
}

/// An algorithm without a comparator compares by `<` or `==`.
void CallCollector::compareElements(const CallSite &Site) {
  std::string Full = libraryName(Site);
  llvm::StringRef Name = Full;
  if (!Name.consume_front("std::") || Site.Arguments.empty())
    return;
  Name.consume_front("ranges::");
  OverloadedOperatorKind Kind = OO_None;
  if (isOneOf(Name, {"sort", "stable_sort", "partial_sort", "nth_element",
                     "min_element", "max_element", "minmax_element",
                     "lower_bound", "upper_bound", "equal_range",
                     "binary_search", "is_sorted", "merge", "inplace_merge",
                     "includes", "set_union", "set_intersection",
                     "set_difference", "push_heap", "pop_heap", "make_heap",
                     "sort_heap", "min", "max", "minmax", "clamp"}))
    Kind = OO_Less;
  else if (isOneOf(Name, {"find", "count", "equal", "unique", "search",
                          "remove", "replace", "mismatch", "adjacent_find"}))
    Kind = OO_EqualEqual;
  if (Kind == OO_None)
    return;
  for (const Expr *E : Site.Arguments)
    if (!isa<CXXDefaultArgExpr>(E) &&
        !callablesOf(Tu, Body.Decl, E).empty())
      return;
  QualType First = Site.Arguments[0]->getType();
  QualType Type = isOneOf(Name, {"min", "max", "minmax", "clamp"})
                      ? First
                      : elementType(Tu, First);
  for (const FunctionDecl *F : comparisons(Tu, Type, Kind))
    callInside(F, Site);
}

//===-- Views -------------------------------------------------------------===//

/// Whoever goes through a view calls what its adaptors were given.
void CallCollector::goThroughViews(const Expr *E, const Stmt *At,
                                   SourceLocation Loc, int Depth) {
  E = withoutWrappers(E);
  if (!E || Depth > 6)
    return;
  if (const auto *Load = dyn_cast<CastExpr>(E))
    return goThroughViews(Load->getSubExpr(), At, Loc, Depth + 1);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
    const CXXRecordDecl *View = Var ? recordOf(Var->getType()) : nullptr;
    if (View && llvm::StringRef(qualifiedName(View)).ends_with("_view"))
      if (const Expr *Value = onlyValue(Tu, Var))
        goThroughViews(Value, At, Loc, Depth + 1);
    return;
  }
  std::optional<CallSite> Site = callSite(E);
  if (!Site || !Site->Callee)
    return;
  const bool IsAdaptor =
      llvm::StringRef(qualifiedName(Site->Callee)).contains("views::");
  const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E);
  const bool IsPipe = Operator && Operator->getOperator() == OO_Pipe;
  if (!IsAdaptor && !IsPipe && !isa<CXXConstructExpr>(E))
    return;
  if (IsPipe && Site->Object)
    goThroughViews(Site->Object, At, Loc, Depth + 1);
  for (const Expr *Argument : Site->Arguments) {
    if (IsAdaptor)
      for (const CallableRef &Target : callablesOf(Tu, Body.Decl, Argument)) {
        Call &Out = add(At, Loc, CallKind::Invocation);
        Out.Callee = Target.Function;
        Out.InvokedParameter = Target.Parameter;
        const ValueDecl *Adaptor =
            Site->Object ? namedObject(Site->Object) : nullptr;
        Out.More.change().Through =
            Adaptor ? qualifiedName(Adaptor) : libraryName(*Site);
      }
    goThroughViews(Argument, At, Loc, Depth + 1);
  }
}

} // namespace cohazard::facts
