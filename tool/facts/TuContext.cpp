#include "facts/TuContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Index/USRGeneration.h"
#include "clang/Lex/HeaderSearch.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/SmallString.h"

using namespace clang;

namespace cohazard::facts {

static std::string unqualifiedName(const NamedDecl *D) {
  if (const auto *Ctor = dyn_cast<CXXConstructorDecl>(D))
    return Ctor->getParent()->getNameAsString();
  if (const auto *Dtor = dyn_cast<CXXDestructorDecl>(D))
    return "~" + Dtor->getParent()->getNameAsString();
  return D->getNameAsString();
}

std::string qualifiedName(const NamedDecl *D) {
  if (const auto *Method = dyn_cast<CXXMethodDecl>(D))
    if (Method->getParent()->isLambda())
      return "(lambda)";
  std::string Name = unqualifiedName(D);
  for (const DeclContext *C = D->getDeclContext(); C; C = C->getParent()) {
    if (const auto *N = dyn_cast<NamespaceDecl>(C)) {
      if (N->isInline() || N->isAnonymousNamespace())
        continue;
      Name = N->getNameAsString() + "::" + Name;
    } else if (const auto *T = dyn_cast<TagDecl>(C)) {
      if (T->getIdentifier())
        Name = T->getNameAsString() + "::" + Name;
    } else if (isa<FunctionDecl>(C)) {
      break;
    }
  }
  return Name;
}

TuContext::TuContext(ASTContext &Ast, Preprocessor *PP,
                     const models::Models &Library, TuFacts &Facts)
    : Ast(Ast), Sources(Ast.getSourceManager()), Library(Library), Facts(Facts),
      PP(PP) {}

/// Which TUs mean the same by \p D? What is inside of a function goes with it.
static Linkage linkageOf(const ASTContext &Ast, const NamedDecl *D) {
  auto isLambda = [](const Decl *Maybe) {
    const auto *Method = dyn_cast<CXXMethodDecl>(Maybe);
    return Method && Method->getParent()->isLambda();
  };
  for (const DeclContext *Around = D->getDeclContext(); Around;
       Around = Around->getParent())
    if (const auto *Outer = dyn_cast<FunctionDecl>(Around); Outer && !isLambda(Outer))
      return linkageOf(Ast, Outer) == Linkage::Internal ? Linkage::Internal
                                                        : Linkage::Merged;
  if (isLambda(D))
    return Linkage::Internal;
  if (const auto *Function = dyn_cast<FunctionDecl>(D)) {
    if (!Function->isExternallyVisible())
      return Linkage::Internal;
    return Ast.GetGVALinkageForFunction(Function) == GVA_StrongExternal
               ? Linkage::Strong
               : Linkage::Merged;
  }
  if (const auto *Var = dyn_cast<VarDecl>(D)) {
    if (!Var->isExternallyVisible())
      return Linkage::Internal;
    return Ast.GetGVALinkageForVariable(Var) == GVA_StrongExternal
               ? Linkage::Strong
               : Linkage::Merged;
  }
  return D->isInAnonymousNamespace() ? Linkage::Internal : Linkage::Merged;
}

static const NamedDecl *definitionOf(const NamedDecl *D) {
  if (const auto *Var = dyn_cast<VarDecl>(D))
    return Var->hasDefinition() == VarDecl::DeclarationOnly ? nullptr : Var;
  const auto *Function = dyn_cast<FunctionDecl>(D);
  return Function ? Function->getDefinition() : nullptr;
}

/// Does this TU define it, and no other that is linked with it? What each TU may
/// define stands in a header, or belongs to the one file that it stands in.
static bool isDefinedHere(const NamedDecl *D, Linkage Bound,
                          const SourceManager &Sources) {
  const NamedDecl *Definition = definitionOf(D);
  if (!Definition || Bound == Linkage::Internal)
    return false;
  return Bound == Linkage::Strong ||
         Sources.isInFileID(Sources.getExpansionLoc(Definition->getLocation()),
                            Sources.getMainFileID());
}

EntityId TuContext::entity(const NamedDecl *D) {
  const Decl *Canonical = D->getCanonicalDecl();
  auto [It, New] = Ids.try_emplace(Canonical);
  if (!New)
    return It->second;
  llvm::SmallString<128> Usr;
  if (index::generateUSRForDecl(D, Usr)) {
    // No USR: the place tells it apart.
    Usr = "c:@cohazard@";
    Usr += D->getLocation().printToString(Sources);
    Usr += unqualifiedName(D);
  }
  Linkage Bound = linkageOf(Ast, D);
  // Lambdas and local names may share a USR within a TU: the address decides,
  // and no other TU can tell which of them is which.
  auto [ByUsr, NewUsr] = IdsByUsr.try_emplace(Usr);
  if (!NewUsr) {
    Usr += "#";
    Usr += std::to_string(Facts.Entities.size());
    Bound = Linkage::Internal;
  }
  EntityId Id{static_cast<uint32_t>(Facts.Entities.size())};
  if (NewUsr)
    ByUsr->second = Id;
  Facts.Entities.push_back(
      {Facts.Texts.add(Usr), Facts.Texts.add(qualifiedName(D)),
       site(D->getLocation()), Bound, isDefinedHere(D, Bound, Sources)});
  return Ids[Canonical] = Id;
}

EntityId TuContext::namedEntity(llvm::StringRef Key, llvm::StringRef Name,
                                Linkage Bound) {
  auto [It, New] =
      IdsByUsr.try_emplace(("c:@cohazard@" + Key).str(), EntityId());
  if (New) {
    It->second = {static_cast<uint32_t>(Facts.Entities.size())};
    Facts.Entities.push_back(
        {Facts.Texts.add(It->first()), Facts.Texts.add(Name), {}, Bound});
  }
  return It->second;
}

Site TuContext::site(SourceLocation Loc) {
  if (Loc.isInvalid())
    return {};
  SourceLocation Expansion = Sources.getExpansionLoc(Loc);
  auto [File, Offset] = Sources.getDecomposedLoc(Expansion);
  auto [It, New] = FileIds.try_emplace(File.getHashValue());
  if (New) {
    OptionalFileEntryRef Entry = Sources.getFileEntryRefForID(File);
    if (Entry) {
      It->second = {static_cast<uint32_t>(Facts.Files.Files.size())};
      Facts.Files.Files.push_back({Entry->getName().str()});
    }
  }
  if (!It->second)
    return {};
  return {It->second, Offset, Sources.getLineNumber(File, Offset),
          Sources.getColumnNumber(File, Offset)};
}

bool TuContext::isUserCode(SourceLocation Loc) const {
  if (Loc.isInvalid())
    return false;
  SourceLocation Expansion = Sources.getExpansionLoc(Loc);
  // What the compiler itself writes is in no file.
  return !Sources.isInSystemHeader(Expansion) &&
         Sources.getFileEntryRefForID(Sources.getFileID(Expansion));
}

bool TuContext::isUserCode(const Decl *D) const {
  // A builtin that stands for several sizes is declared where it is called.
  if (const auto *F = dyn_cast<FunctionDecl>(D))
    if (F->isImplicit() && F->getBuiltinID() && !F->hasBody())
      return false;
  return isUserCode(D->getLocation());
}

/// Is \p D a C function of the user's own that happens to have a library name?
static bool isUsersOwn(const TuContext &Context, const FunctionDecl *D) {
  // In an anonymous namespace a name looks like one of the global namespace.
  if (!D->getDeclContext()->getRedeclContext()->isTranslationUnit())
    return D->isInAnonymousNamespace() && Context.isUserCode(D);
  const FunctionDecl *Definition = nullptr;
  if (D->hasBody(Definition) && Context.isUserCode(Definition))
    return true;
  return !D->isExternC() && Context.isUserCode(D->getCanonicalDecl());
}

models::Models::Match TuContext::model(const FunctionDecl *D) {
  auto [It, New] = Matches.try_emplace(D->getCanonicalDecl());
  if (!New)
    return It->second;
  models::Models::Match Found;
  if (!isUsersOwn(*this, D))
    Found = Library.find(qualifiedName(D));
  return Matches[D->getCanonicalDecl()] = Found;
}

models::Models::Match TuContext::model(const CXXRecordDecl *D) {
  if (!D)
    return {};
  auto [It, New] = Matches.try_emplace(D->getCanonicalDecl());
  if (!New)
    return It->second;
  models::Models::Match Found = Library.find(qualifiedName(D));
  if (!Found && D->hasDefinition())
    for (const CXXBaseSpecifier &Base : D->getDefinition()->bases())
      if ((Found = model(Base.getType()->getAsCXXRecordDecl())))
        break;
  return Matches[D->getCanonicalDecl()] = Found;
}

static OptionalFileEntryRef lookUp(Preprocessor &PP, StringRef Header) {
  ConstSearchDirIterator Dir = nullptr;
  return PP.getHeaderSearchInfo().LookupFile(
      Header, SourceLocation(), /*isAngled=*/true, nullptr, &Dir, {}, nullptr,
      nullptr, nullptr, nullptr, nullptr, nullptr, /*SkipCache=*/true);
}

bool TuContext::canInclude(StringRef Header) const {
  return !PP || lookUp(*PP, Header).has_value();
}

bool TuContext::hasIncluded(StringRef Header) const {
  OptionalFileEntryRef File = PP ? lookUp(*PP, Header) : std::nullopt;
  return File && PP->alreadyIncluded(*File);
}

/// The value of a macro that expands to one number, perhaps in parentheses or
/// with a minus sign.
static std::optional<int64_t> macroNumber(Preprocessor &PP, StringRef Name,
                                          std::string *EnumName) {
  const MacroInfo *Macro = PP.getMacroInfo(PP.getIdentifierInfo(Name));
  if (!Macro || Macro->isFunctionLike())
    return std::nullopt;
  bool Negative = false;
  std::optional<int64_t> Value;
  for (const Token &T : Macro->tokens()) {
    if (T.isOneOf(tok::l_paren, tok::r_paren))
      continue;
    if (T.is(tok::minus) && !Value) {
      Negative = true;
      continue;
    }
    if (T.is(tok::identifier) && Macro->getNumTokens() == 1) {
      *EnumName = T.getIdentifierInfo()->getName().str();
      return std::nullopt;
    }
    if (Value || !T.is(tok::numeric_constant))
      return std::nullopt;
    StringRef Digits = StringRef(T.getLiteralData(), T.getLength())
                           .rtrim("uUlLzZ");
    uint64_t Number;
    if (Digits.getAsInteger(0, Number))
      return std::nullopt;
    Value = static_cast<int64_t>(Number);
  }
  if (Value && Negative)
    return -*Value;
  return Value;
}

/// The value of an enumerator that ordinary look-up finds for \p Name.
static std::optional<int64_t> enumerator(ASTContext &Ast, StringRef Name) {
  const DeclContext *Scope = Ast.getTranslationUnitDecl();
  auto [Qualifier, Last] = Name.rsplit("::");
  if (Last.empty())
    Last = Name;
  else
    while (!Qualifier.empty()) {
      auto [First, Rest] = Qualifier.split("::");
      const DeclContext *Inner = nullptr;
      for (const NamedDecl *D : Scope->lookup(&Ast.Idents.get(First)))
        if ((Inner = dyn_cast<DeclContext>(D)))
          break;
      if (!Inner)
        return std::nullopt;
      Scope = Inner;
      Qualifier = Rest;
    }
  for (const NamedDecl *D : Scope->lookup(&Ast.Idents.get(Last)))
    if (const auto *E = dyn_cast<EnumConstantDecl>(D))
      return E->getInitVal().getExtValue();
  return std::nullopt;
}

std::optional<int64_t> TuContext::namedConstant(StringRef Name) {
  auto [It, New] = Constants.try_emplace(Name);
  if (!New)
    return It->second;
  std::string EnumName = Name.str();
  std::optional<int64_t> Value;
  if (PP && !Name.contains("::"))
    Value = macroNumber(*PP, Name, &EnumName);
  if (!Value)
    Value = enumerator(Ast, EnumName);
  return Constants[Name] = Value;
}

} // namespace cohazard::facts
