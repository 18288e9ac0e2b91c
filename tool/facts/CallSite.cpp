#include "facts/CallSite.h"
#include "facts/TuContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace cohazard::facts {

unsigned CallSite::writtenArguments() const {
  unsigned Count = 0;
  for (const Expr *Argument : Arguments)
    if (!isa<CXXDefaultArgExpr>(Argument))
      ++Count;
  return Count;
}

const Expr *CallSite::argument(int Index) const {
  if (Index == models::LastArg)
    Index = static_cast<int>(writtenArguments()) - 1;
  return Index >= 0 && static_cast<size_t>(Index) < Arguments.size()
             ? Arguments[Index]
             : nullptr;
}

std::optional<CallSite> callSite(const Expr *E) {
  CallSite Site;
  Site.Whole = E;
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(E)) {
    Site.Callee = Construct->getConstructor();
    Site.Arguments.append(Construct->arg_begin(), Construct->arg_end());
    return Site;
  }
  if (const auto *Inherited = dyn_cast<CXXInheritedCtorInitExpr>(E)) {
    Site.Callee = Inherited->getConstructor();
    return Site;
  }
  const auto *Call = dyn_cast<CallExpr>(E);
  if (!Call || isa<CXXPseudoDestructorExpr>(Call->getCallee()))
    return std::nullopt;
  Site.Callee = Call->getDirectCallee();
  Site.Arguments.append(Call->arg_begin(), Call->arg_end());
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call)) {
    Site.Object = Member->getImplicitObjectArgument();
  } else if (isa<CXXOperatorCallExpr>(Call)) {
    const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Site.Callee);
    // A static operator() has its object as first argument as well.
    if (Method && !Site.Arguments.empty()) {
      Site.Object = Site.Arguments.front();
      Site.Arguments.erase(Site.Arguments.begin());
    }
  }
  return Site;
}

/// The operand whose object is the expression's own, or null.
static const Expr *sameObject(const Expr *E) {
  if (const auto *Unary = dyn_cast<UnaryOperator>(E)) {
    if (Unary->getOpcode() == UO_AddrOf || Unary->getOpcode() == UO_Deref)
      return Unary->getSubExpr();
    return nullptr;
  }
  if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(E))
    return Subscript->getBase();
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E)) {
    OverloadedOperatorKind Kind = Operator->getOperator();
    if (Operator->getNumArgs() > 0 &&
        (Kind == OO_Subscript || Kind == OO_Star || Kind == OO_Arrow))
      return Operator->getArg(0);
    return nullptr;
  }
  if (const auto *Call = dyn_cast<CallExpr>(E)) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (!Callee || !Callee->getIdentifier())
      return nullptr;
    StringRef Name = Callee->getName();
    if (Callee->isInStdNamespace() && Call->getNumArgs() == 1 &&
        (Name == "move" || Name == "forward" || Name == "ref" ||
         Name == "cref" || Name == "addressof" || Name == "as_const"))
      return Call->getArg(0);
    const auto *Member = dyn_cast<CXXMemberCallExpr>(Call);
    if (Member && (Name == "get" || Name == "at" || Name == "front" ||
                   Name == "back" || Name == "begin" || Name == "end" ||
                   Name == "native_handle" || Name == "value") &&
        !Call->getType()->isVoidType() &&
        cast<CXXMethodDecl>(Callee)->getParent()->isInStdNamespace())
      return Member->getImplicitObjectArgument();
    return nullptr;
  }
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(E))
    if (Construct->getNumArgs() == 1 &&
        Construct->getConstructor()->isCopyOrMoveConstructor())
      return Construct->getArg(0);
  return nullptr;
}

const ValueDecl *namedObject(const Expr *E) {
  while (E) {
    E = E->IgnoreParenCasts();
    if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(E))
      E = Temporary->getSubExpr()->IgnoreParenCasts();
    if (const auto *Bound = dyn_cast<CXXBindTemporaryExpr>(E))
      E = Bound->getSubExpr()->IgnoreParenCasts();
    if (const auto *Cleanups = dyn_cast<ExprWithCleanups>(E))
      E = Cleanups->getSubExpr()->IgnoreParenCasts();
    if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
      return Ref->getDecl();
    if (const auto *Member = dyn_cast<MemberExpr>(E))
      return isa<FieldDecl, VarDecl>(Member->getMemberDecl())
                 ? Member->getMemberDecl()
                 : nullptr;
    E = sameObject(E);
  }
  return nullptr;
}

/// `std::ranges::__for_each_fn` -> `std::ranges::for_each`.
static std::string functionObjectName(llvm::StringRef Class) {
  auto [Scope, Last] = Class.rsplit("::");
  if (!Last.consume_back("_fn"))
    Last.consume_back("_t");
  return (Scope + "::" + Last.ltrim('_')).str();
}

std::string libraryName(const CallSite &Call) {
  std::string Name = qualifiedName(Call.Callee);
  llvm::StringRef Class = Name;
  if (Class.consume_back("::operator()") &&
      (Class.ends_with("_fn") || Class.ends_with("_t") ||
       Class.contains("::__")))
    return functionObjectName(Class);
  const auto *Method = dyn_cast<CXXMethodDecl>(Call.Callee);
  const CXXRecordDecl *Object =
      Method && Call.Object ? Call.Object->IgnoreParenBaseCasts()
                                  ->getType()
                                  ->getAsCXXRecordDecl()
                            : nullptr;
  if (Object && Method->getParent()->getName().starts_with("__"))
    Name = qualifiedName(Object) + "::" + Method->getNameAsString();
  llvm::StringRef Rest = Name;
  // std::basic_ifstream::basic_ifstream -> std::ifstream::ifstream
  if (!Rest.consume_front("std::basic_"))
    return Name;
  std::string Plain = "std::";
  for (size_t At; (At = Rest.find("::basic_")) != llvm::StringRef::npos;
       Rest = Rest.drop_front(At + 8))
    Plain += (Rest.take_front(At) + "::").str();
  return Plain + Rest.str();
}

SourceLocation callLocation(const Expr *E) {
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(E)) {
    const auto *Callee =
        dyn_cast<MemberExpr>(Member->getCallee()->IgnoreParens());
    if (Callee && Callee->getMemberLoc().isValid())
      return Callee->getMemberLoc();
  }
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E))
    if (Operator->getOperator() != OO_Call)
      return Operator->getOperatorLoc();
  return E->getBeginLoc();
}

} // namespace cohazard::facts
