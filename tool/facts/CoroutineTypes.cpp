#include "facts/CoroutineTypes.h"
#include "clang/AST/CXXInheritance.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;

namespace cohazard::facts {

//===-- Members -----------------------------------------------------------===//

const CXXRecordDecl *definitionOf(const CXXRecordDecl *Record) {
  if (!Record)
    return nullptr;
  if (const CXXRecordDecl *Definition = Record->getDefinition())
    return Definition;
  if (const auto *Of = dyn_cast<ClassTemplateSpecializationDecl>(Record))
    return Of->getSpecializedTemplate()->getTemplatedDecl()->getDefinition();
  return nullptr;
}

static void collectMembers(const CXXRecordDecl *Record, DeclarationName Name,
                           llvm::SmallVectorImpl<const NamedDecl *> &Out) {
  Record = definitionOf(Record);
  if (!Record)
    return;
  for (const NamedDecl *D : Record->lookup(Name))
    if (const auto *Shadow = dyn_cast<UsingShadowDecl>(D))
      Out.push_back(Shadow->getTargetDecl());
    else if (!isa<UsingDecl>(D))
      Out.push_back(D);
  if (!Out.empty())
    return;
  for (const CXXBaseSpecifier &Base : Record->bases()) {
    const CXXRecordDecl *Class = Base.getType()->getAsCXXRecordDecl();
    if (!Class)
      // The base of a pattern: its template says what an instance will have.
      if (const auto *Of = Base.getType()->getAs<TemplateSpecializationType>())
        if (const auto *Template = dyn_cast_or_null<ClassTemplateDecl>(
                Of->getTemplateName().getAsTemplateDecl()))
          Class = Template->getTemplatedDecl();
    if (Class != Record)
      collectMembers(Class, Name, Out);
  }
}

llvm::SmallVector<const NamedDecl *, 4>
membersNamed(const CXXRecordDecl *Record, StringRef Name) {
  llvm::SmallVector<const NamedDecl *, 4> Out;
  if (Record)
    collectMembers(Record, &Record->getASTContext().Idents.get(Name), Out);
  return Out;
}

bool hasMember(const CXXRecordDecl *Record, DeclarationName Name) {
  llvm::SmallVector<const NamedDecl *, 4> Out;
  collectMembers(Record, Name, Out);
  return !Out.empty();
}

bool hasMember(const CXXRecordDecl *Record, StringRef Name) {
  return !membersNamed(Record, Name).empty();
}

const FunctionDecl *asFunction(const NamedDecl *D) {
  return D ? D->getAsFunction() : nullptr;
}

const CXXRecordDecl *recordOf(QualType Type) {
  if (Type.isNull())
    return nullptr;
  return Type.getNonReferenceType()->getAsCXXRecordDecl();
}

//===-- Awaiting ----------------------------------------------------------===//

bool isAwaiter(const CXXRecordDecl *Record) {
  return hasMember(Record, "await_ready") &&
         hasMember(Record, "await_suspend") &&
         hasMember(Record, "await_resume");
}

static DeclarationName coAwaitName(TuContext &Tu) {
  return Tu.Ast.DeclarationNames.getCXXOperatorName(OO_Coawait);
}

static const ClassTemplateDecl *templateOf(const CXXRecordDecl *Record) {
  if (const auto *Of = dyn_cast<ClassTemplateSpecializationDecl>(Record))
    return Of->getSpecializedTemplate()->getCanonicalDecl();
  return nullptr;
}

/// Does \p Record equal \p Other or derive from it?
static bool isOrDerivesFrom(const CXXRecordDecl *Record,
                            const CXXRecordDecl *Other) {
  if (Record->getCanonicalDecl() == Other->getCanonicalDecl())
    return true;
  const CXXRecordDecl *Defined = definitionOf(Record);
  return Defined && definitionOf(Other) && Defined->isDerivedFrom(Other);
}

bool mayTakeRecord(QualType Type, const CXXRecordDecl *Record) {
  Type = Type.getNonReferenceType();
  if (const CXXRecordDecl *Of = Type->getAsCXXRecordDecl())
    if (!Type->isDependentType())
      return isOrDerivesFrom(Record, Of);
  const ClassTemplateDecl *Pattern = nullptr;
  if (const auto *Of = Type->getAs<TemplateSpecializationType>())
    Pattern = dyn_cast_or_null<ClassTemplateDecl>(
        Of->getTemplateName().getAsTemplateDecl());
  else if (const CXXRecordDecl *Of = Type->getAsCXXRecordDecl())
    Pattern = Of->getDescribedClassTemplate();
  if (!Pattern)
    return false;
  if (templateOf(Record) == Pattern->getCanonicalDecl())
    return true;
  const CXXRecordDecl *Defined = definitionOf(Record);
  return Defined && !Defined->forallBases([&](const CXXRecordDecl *Base) {
    return templateOf(Base) != Pattern->getCanonicalDecl();
  });
}

/// The namespaces that argument-dependent look-up searches for \p Record.
static void
associatedNamespaces(const CXXRecordDecl *Record, int Depth,
                     llvm::SmallPtrSetImpl<const DeclContext *> &Out) {
  const DeclContext *Space = Record->getEnclosingNamespaceContext();
  for (; Space->isInlineNamespace(); Space = Space->getParent())
    Out.insert(Space->getPrimaryContext());
  Out.insert(Space->getPrimaryContext());
  if (!Depth)
    return;
  if (const auto *Of = dyn_cast<ClassTemplateSpecializationDecl>(Record))
    for (const TemplateArgument &Argument : Of->getTemplateArgs().asArray())
      if (Argument.getKind() == TemplateArgument::Type)
        if (const CXXRecordDecl *R = recordOf(Argument.getAsType()))
          associatedNamespaces(R, Depth - 1, Out);
  if (const CXXRecordDecl *Defined = definitionOf(Record))
    for (const CXXBaseSpecifier &Base : Defined->bases())
      if (const CXXRecordDecl *R = Base.getType()->getAsCXXRecordDecl())
        associatedNamespaces(R, Depth - 1, Out);
}

/// The `operator co_await` that \p Record would be awaited with, or null.
static const FunctionDecl *awaitOperator(TuContext &Tu,
                                         const CXXRecordDecl *Record) {
  llvm::SmallVector<const NamedDecl *, 4> Members;
  collectMembers(Record, coAwaitName(Tu), Members);
  for (const NamedDecl *D : Members)
    if (const FunctionDecl *F = asFunction(D); F && !F->isDeleted())
      return F;
  llvm::SmallPtrSet<const DeclContext *, 4> Spaces;
  associatedNamespaces(Record, 2, Spaces);
  for (const DeclContext *Space : Spaces)
    for (const NamedDecl *D : Space->lookup(coAwaitName(Tu))) {
      const FunctionDecl *F = asFunction(D->getUnderlyingDecl());
      if (!F || F->getNumParams() != 1 || F->isDeleted())
        continue;
      if (mayTakeRecord(F->getParamDecl(0)->getType(), Record))
        return F;
      if (const FunctionTemplateDecl *Template =
              F->getDescribedFunctionTemplate())
        for (const FunctionDecl *Instance : Template->specializations())
          if (mayTakeRecord(Instance->getParamDecl(0)->getType(), Record))
            return Instance;
    }
  return nullptr;
}

bool isAwaitable(TuContext &Tu, const CXXRecordDecl *Record) {
  return definitionOf(Record) &&
         (isAwaiter(Record) || awaitOperator(Tu, Record));
}

const CXXRecordDecl *awaiterOf(TuContext &Tu, const CXXRecordDecl *Record) {
  if (!definitionOf(Record) || isAwaiter(Record))
    return definitionOf(Record);
  const FunctionDecl *Operator = awaitOperator(Tu, Record);
  return Operator ? definitionOf(recordOf(Operator->getReturnType())) : nullptr;
}

//===-- Promises ----------------------------------------------------------===//

/// The class that the member type `promise_type` of \p Traits names.
static const CXXRecordDecl *nestedPromise(const CXXRecordDecl *Traits) {
  for (const NamedDecl *D : membersNamed(Traits, "promise_type")) {
    if (const auto *Template = dyn_cast<ClassTemplateDecl>(D))
      return Template->getTemplatedDecl();
    const auto *Type = dyn_cast<TypeDecl>(D);
    if (!Type)
      continue;
    if (const auto *Class = dyn_cast<CXXRecordDecl>(Type))
      return Class;
    const auto *Alias = dyn_cast<TypedefNameDecl>(Type);
    QualType Aliased = Alias ? Alias->getUnderlyingType() : QualType();
    if (const CXXRecordDecl *Class = recordOf(Aliased))
      return Class;
    if (!Aliased.isNull())
      if (const auto *Of = Aliased->getAs<TemplateSpecializationType>())
        if (const auto *Pattern = dyn_cast_or_null<ClassTemplateDecl>(
                Of->getTemplateName().getAsTemplateDecl()))
          return Pattern->getTemplatedDecl();
  }
  return nullptr;
}

/// The specialisation of std::coroutine_traits for \p Record: the instance
/// that a coroutine of this TU used, else the pattern it would use.
static const CXXRecordDecl *traitsOf(TuContext &Tu,
                                     const CXXRecordDecl *Record) {
  ASTContext &Ast = Tu.Ast;
  const ClassTemplateDecl *Traits = nullptr;
  for (const NamedDecl *D :
       Ast.getTranslationUnitDecl()->lookup(&Ast.Idents.get("std")))
    if (const auto *Std = dyn_cast<NamespaceDecl>(D))
      for (const NamedDecl *Found :
           Std->lookup(&Ast.Idents.get("coroutine_traits")))
        if (const auto *Template =
                dyn_cast<ClassTemplateDecl>(Found->getUnderlyingDecl()))
          Traits = Template;
  if (!Traits)
    return nullptr;
  for (const ClassTemplateSpecializationDecl *Instance :
       Traits->specializations()) {
    const TemplateArgument &First = Instance->getTemplateArgs().get(0);
    if (First.getKind() == TemplateArgument::Type &&
        recordOf(First.getAsType()) &&
        recordOf(First.getAsType())->getCanonicalDecl() ==
            Record->getCanonicalDecl() &&
        hasMember(Instance, "promise_type"))
      return Instance;
  }
  llvm::SmallVector<ClassTemplatePartialSpecializationDecl *, 8> Patterns;
  const_cast<ClassTemplateDecl *>(Traits)->getPartialSpecializations(Patterns);
  for (const ClassTemplatePartialSpecializationDecl *Pattern : Patterns) {
    const TemplateArgument &First = Pattern->getTemplateArgs().get(0);
    if (First.getKind() == TemplateArgument::Type &&
        mayTakeRecord(First.getAsType(), Record) &&
        hasMember(Pattern, "promise_type"))
      return Pattern;
  }
  return nullptr;
}

const CXXRecordDecl *promiseOf(TuContext &Tu, const CXXRecordDecl *Record) {
  if (!definitionOf(Record))
    return nullptr;
  if (const CXXRecordDecl *Promise = nestedPromise(Record))
    return Promise;
  const CXXRecordDecl *Traits = traitsOf(Tu, Record);
  return Traits ? nestedPromise(Traits) : nullptr;
}

bool hasPromise(TuContext &Tu, const CXXRecordDecl *Record) {
  return definitionOf(Record) &&
         (hasMember(Record, "promise_type") || traitsOf(Tu, Record));
}

bool looksLikePromise(const CXXRecordDecl *Record) {
  return hasMember(Record, "initial_suspend") &&
         hasMember(Record, "final_suspend");
}

bool forbidsAwait(const CXXRecordDecl *Promise) {
  auto Transforms = membersNamed(Promise, "await_transform");
  return !Transforms.empty() &&
         llvm::all_of(Transforms, [](const NamedDecl *D) {
           const FunctionDecl *F = asFunction(D);
           return F && F->isDeleted();
         });
}

//===-- Generators --------------------------------------------------------===//

static bool returnsAwaitable(TuContext &Tu, const CXXRecordDecl *Record,
                             StringRef Name) {
  for (const NamedDecl *D : membersNamed(Record, Name))
    if (const FunctionDecl *F = asFunction(D)) {
      const CXXRecordDecl *Returned = recordOf(F->getReturnType());
      // folly's awaitables have no operator co_await: viaIfAsync makes one.
      if (Returned && (isAwaitable(Tu, Returned) || hasPromise(Tu, Returned) ||
                       hasMember(Returned, "viaIfAsync")))
        return true;
    }
  return false;
}

bool isGeneratorType(TuContext &Tu, const CXXRecordDecl *Record,
                     const CXXRecordDecl *Promise) {
  if (!hasMember(Promise, "yield_value"))
    return false;
  if (forbidsAwait(Promise))
    return true;
  if (hasMember(Promise, "await_transform"))
    return false;
  return !Record ||
         !(isAwaitable(Tu, Record) || returnsAwaitable(Tu, Record, "begin") ||
           returnsAwaitable(Tu, Record, "next") ||
           returnsAwaitable(Tu, Record, "operator()"));
}

} // namespace cohazard::facts
