// What do the parts of a place's expression stand for? The classes that lead
// on to another object, and the calls they are followed through.

#include "facts/Places.h"
#include "source/Words.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace cohazard::facts {

Place extend(Place Base, llvm::ArrayRef<PathStep> Path) {
  if (Base.known())
    Base.Path.insert(Base.Path.end(), Path.begin(), Path.end());
  return Base;
}

Place extend(Place Base, PathStep::Kind Step) {
  return extend(std::move(Base), PathStep{Step, {}, 0});
}

bool isLibraryClass(const TuContext &Tu, const CXXRecordDecl *Record) {
  return Record && !Record->isLambda() && !Tu.isUserCode(Record);
}

bool isSmartPointer(const CXXRecordDecl *Record) {
  if (!Record || !Record->getIdentifier())
    return false;
  return isOneOf(Record->getName(),
                 {"unique_ptr", "shared_ptr", "weak_ptr", "optional",
                  "intrusive_ptr", "scoped_ptr", "scoped_refptr", "QPointer",
                  "QSharedPointer", "QScopedPointer", "reference_wrapper",
                  "not_null", "propagate_const", "auto_ptr", "Optional",
                  // Where libstdc++ defines the operators of shared_ptr.
                  "__shared_ptr", "__shared_ptr_access"});
}

const FunctionDecl *calleeOf(const Expr *Call) {
  if (const auto *C = dyn_cast<CallExpr>(Call))
    return C->getDirectCallee();
  if (const auto *C = dyn_cast<CXXConstructExpr>(Call))
    return C->getConstructor();
  return nullptr;
}

const Expr *objectOf(const Expr *Call) {
  if (const auto *C = dyn_cast<CXXMemberCallExpr>(Call))
    return C->getImplicitObjectArgument();
  if (const auto *C = dyn_cast<CXXOperatorCallExpr>(Call))
    if (isa_and_nonnull<CXXMethodDecl>(C->getDirectCallee()) && C->getNumArgs())
      return C->getArg(0);
  return nullptr;
}

/// Collects what the returns below \p S give back, other than null.
static void collectReturned(const Stmt *S, ASTContext &Ast,
                            llvm::SmallVectorImpl<const Expr *> &Out) {
  if (!S || isa<LambdaExpr, Expr>(S) || Out.size() > 1)
    return;
  if (const auto *Return = dyn_cast<ReturnStmt>(S)) {
    const Expr *Value = Return->getRetValue();
    if (Value && !Value->isNullPointerConstant(
                     Ast, Expr::NPC_ValueDependentIsNotNull))
      Out.push_back(Value);
    return;
  }
  for (const Stmt *Child : S->children())
    collectReturned(Child, Ast, Out);
}

const Expr *returnedBy(const FunctionDecl *Callee, ASTContext &Ast) {
  llvm::SmallVector<const Expr *, 2> Returned;
  collectReturned(Callee->getBody(), Ast, Returned);
  return Returned.size() == 1 ? Returned[0] : nullptr;
}

Place inCallersTerms(TuContext &Tu, const FunctionDecl *Caller,
                     const Place &What, const CallSite &Site) {
  const Expr *Given = nullptr;
  switch (What.Base) {
  case Place::Root::Unknown:
    return {};
  case Place::Root::Variable:
    return What;
  case Place::Root::Parameter:
    Given = Site.argument(What.Parameter);
    break;
  case Place::Root::Receiver:
    Given = Site.Object;
    break;
  }
  return Given ? extend(placeOf(Tu, Caller, Given), What.Path) : Place();
}

} // namespace cohazard::facts
