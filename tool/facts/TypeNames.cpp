#include "facts/TypeNames.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/QualTypeNames.h"

using namespace clang;

namespace cohazard::facts {

/// Does the language leave \p Name to the implementation?
static bool isReserved(llvm::StringRef Name) {
  return Name.contains("__") ||
         (Name.size() > 1 && Name[0] == '_' && isUppercase(Name[1]));
}

static bool isAliasForAll(const NamedDecl *Alias) {
  return Alias->getDeclContext()->isFileContext() && Alias->getIdentifier() &&
         !isReserved(Alias->getName());
}

static bool holdsEverywhere(QualType Type);

static bool holdEverywhere(llvm::ArrayRef<TemplateArgument> Arguments) {
  return llvm::all_of(Arguments, [](const TemplateArgument &A) {
    return A.getKind() != TemplateArgument::Type ||
           holdsEverywhere(A.getAsType());
  });
}

/// Does \p Type name its aliases as any other place may? A member of a class,
/// such as `value_type`, and what a template calls itself mean something there
/// only.
static bool holdsEverywhere(QualType Type) {
  if (const auto *Alias = Type->getAs<TypedefType>())
    return isAliasForAll(Alias->getDecl());
  if (Type->isPointerType() || Type->isReferenceType())
    return holdsEverywhere(Type->getPointeeType());
  if (const auto *Special = Type->getAs<TemplateSpecializationType>()) {
    const TemplateDecl *Template = Special->getTemplateName().getAsTemplateDecl();
    if (!Template || (Special->isTypeAlias() && !isAliasForAll(Template)))
      return false;
    return holdEverywhere(Special->template_arguments());
  }
  if (const auto *Special = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
          Type->getAsCXXRecordDecl()))
    return holdEverywhere(Special->getTemplateArgs().asArray());
  return Type->isBuiltinType() || Type->isRecordType() || Type->isEnumeralType();
}

static bool isName(llvm::StringRef Printed) {
  return !Printed.empty() && !Printed.contains('(') &&
         !Printed.contains('[') && !Printed.contains("auto") &&
         !Printed.contains("type-parameter") && !Printed.contains("decltype") &&
         !isReserved(Printed) && !Printed.contains("::_");
}

std::string nameEverywhere(QualType Type, const ASTContext &Ast) {
  PrintingPolicy Policy(Ast.getLangOpts());
  Policy.SuppressTagKeyword = true;
  Policy.Bool = true;
  // A template's own name, as its members say it, is printed without a scope.
  if (holdsEverywhere(Type)) {
    std::string Printed = TypeName::getFullyQualifiedName(Type, Ast, Policy);
    const CXXRecordDecl *Record = Type->getAsCXXRecordDecl();
    bool Qualified = !Record || Type->getAs<TypedefType>() ||
                     Record->getDeclContext()->isTranslationUnit() ||
                     Record->getDeclContext()->isFunctionOrMethod() ||
                     llvm::StringRef(Printed).split('<').first.contains("::");
    if (Qualified && isName(Printed))
      return Printed;
  }
  std::string Printed = Type.getCanonicalType().getAsString(Policy);
  return isName(Printed) ? Printed : "";
}

} // namespace cohazard::facts
