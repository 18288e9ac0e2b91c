// Does a class hold its value, as results do, or a running coroutine? Told by
// structure; a name is only asked where the structure leaves it open.

#include "facts/CoroutineTypes.h"
#include "source/Words.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace cohazard::facts {

static bool hasAny(const CXXRecordDecl *Record,
                   llvm::ArrayRef<StringRef> Names) {
  return llvm::any_of(Names,
                      [&](StringRef Name) { return hasMember(Record, Name); });
}

static bool isCoroutineHandle(const CXXRecordDecl *Record) {
  return Record->isInStdNamespace() && Record->getIdentifier() &&
         Record->getName() == "coroutine_handle";
}

/// Holds \p Record a coroutine_handle, itself or in a wrapper of its own?
static bool holdsHandle(const CXXRecordDecl *Record, int Depth = 3) {
  Record = definitionOf(Record);
  if (!Record || !Depth)
    return false;
  if (isCoroutineHandle(Record))
    return true;
  for (const FieldDecl *Field : Record->fields()) {
    const CXXRecordDecl *Of = recordOf(Field->getType());
    if (!Of)
      Of = recordOf(Field->getType()->getPointeeType());
    if (Of && (looksLikePromise(Of) || holdsHandle(Of, Depth - 1)))
      return true;
    if (const auto *Wrapper =
            dyn_cast_or_null<ClassTemplateSpecializationDecl>(Of))
      for (const TemplateArgument &A : Wrapper->getTemplateArgs().asArray())
        if (A.getKind() == TemplateArgument::Type)
          if (const CXXRecordDecl *Inner = recordOf(A.getAsType()))
            if (looksLikePromise(Inner) || isCoroutineHandle(Inner))
              return true;
  }
  for (const CXXBaseSpecifier &Base : Record->bases())
    if (holdsHandle(Base.getType()->getAsCXXRecordDecl(), Depth))
      return true;
  return false;
}

/// Can it be asked whether there is a value?
static bool canBeTested(const CXXRecordDecl *Record) {
  if (hasAny(Record, {"has_value", "hasValue", "has_error", "hasError",
                            "has_failure", "is_ok", "isOk", "ok", "is_err",
                            "error", "is_error", "valueless_by_exception"}))
    return true;
  for (const NamedDecl *D : Record->getVisibleConversionFunctions())
    if (const auto *To = dyn_cast<CXXConversionDecl>(D->getUnderlyingDecl()))
      if (To->getConversionType()->isBooleanType())
        return true;
  return false;
}

/// Can its value be looked at?
static bool givesValue(const CXXRecordDecl *Record) {
  DeclarationName Star =
      Record->getASTContext().DeclarationNames.getCXXOperatorName(OO_Star);
  return hasMember(Record, Star) || hasMember(Record, "value");
}

bool isResultType(const CXXRecordDecl *Record) {
  Record = definitionOf(Record);
  if (!Record || holdsHandle(Record))
    return false;
  // What stores nothing holds no value, unless it says that it does.
  if (Record->isEmpty() && !givesValue(Record))
    return false;
  // A future has a value to come: it can be waited for or continued.
  if (hasAny(Record, {"wait", "then", "is_ready", "isReady", "ready",
                            "valid", "available", "start", "resume"}))
    return false;
  return canBeTested(Record);
}

/// Does \p S speak of the member \p Name of anything?
static bool namesMember(const Stmt *S, StringRef Name) {
  if (!S)
    return false;
  DeclarationName Member;
  if (const auto *Known = dyn_cast<MemberExpr>(S))
    Member = Known->getMemberDecl()->getDeclName();
  else if (const auto *Later = dyn_cast<CXXDependentScopeMemberExpr>(S))
    Member = Later->getMember();
  if (Member && Member.isIdentifier() &&
      Member.getAsIdentifierInfo()->isStr(Name))
    return true;
  return llvm::any_of(S->children(), [Name](const Stmt *Child) {
    return namesMember(Child, Name);
  });
}

/// The body of \p F, also where nothing instantiated it yet.
static const Stmt *writtenBody(const FunctionDecl *F) {
  if (const Stmt *Body = F->getBody())
    return Body;
  if (const FunctionTemplateDecl *Template = F->getDescribedFunctionTemplate())
    if (const FunctionTemplateDecl *From =
            Template->getInstantiatedFromMemberTemplate())
      return writtenBody(From->getTemplatedDecl());
  const FunctionDecl *Pattern = F->getTemplateInstantiationPattern();
  return Pattern && Pattern != F ? Pattern->getBody() : nullptr;
}

/// Does awaiting \p Awaiter destroy the coroutine instead of suspending it?
static bool destroysAwaiting(const CXXRecordDecl *Awaiter) {
  for (const NamedDecl *D : membersNamed(Awaiter, "await_suspend"))
    if (const FunctionDecl *F = asFunction(D))
      if (const Stmt *Body = writtenBody(F))
        if (namesMember(Body, "destroy") && !namesMember(Body, "resume"))
          return true;
  return false;
}

/// Is \p Record called what results are called? Only asked where its structure
/// does not tell.
static bool isNamedAsResult(const CXXRecordDecl *Record) {
  if (!Record->getIdentifier())
    return false;
  return isOneOf(Record->getName().lower(), {"expected", "result", "optional",
                                             "maybe", "outcome", "either"});
}

bool isResultCoroutine(TuContext &Tu, const CXXRecordDecl *Record) {
  models::Models::Match Match = Tu.model(Record);
  if (Match && (Match->Types & models::TaskType))
    return false;
  if (isResultType(Record))
    return true;
  if (!definitionOf(Record) || holdsHandle(Record))
    return false;
  if (const CXXRecordDecl *Awaiter = awaiterOf(Tu, Record))
    return destroysAwaiting(Awaiter);
  const CXXRecordDecl *Promise = promiseOf(Tu, Record);
  for (const NamedDecl *D : membersNamed(Promise, "await_transform"))
    if (const FunctionDecl *F = asFunction(D))
      if (const CXXRecordDecl *Awaiter = recordOf(F->getReturnType()))
        if (destroysAwaiting(Awaiter))
          return true;
  return isNamedAsResult(Record) && !definitionOf(Record)->isEmpty();
}

} // namespace cohazard::facts
