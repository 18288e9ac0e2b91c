// Which constructors and destructors do the standard library's templates call of
// the types that they are given? Told by the contract of each member, since the
// bodies of system headers are not parsed.

#include "facts/CallCollector.h"
#include "facts/CoroutineTypes.h"
#include "facts/Effects.h"
#include "facts/Holders.h"
#include "source/Words.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace cohazard::facts {

//===-- Containers and wrappers -------------------------------------------===//

static Holder holderOf(const CXXRecordDecl *Record) {
  Holder Out;
  const auto *Special =
      dyn_cast_or_null<ClassTemplateSpecializationDecl>(Record);
  if (Special && Special->isInStdNamespace() && Special->getIdentifier()) {
    Out.Class = Special;
    Out.Name = Special->getName();
  }
  return Out;
}

static Holder holderOf(const CallSite &Site) {
  if (Site.Object) {
    QualType Type = Site.Object->IgnoreParenBaseCasts()->getType();
    if (Type->isPointerType())
      Type = Type->getPointeeType();
    return holderOf(Type->getAsCXXRecordDecl());
  }
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(Site.Callee))
    return holderOf(Constructor->getParent());
  return {};
}

static bool isNamed(QualType Type, llvm::ArrayRef<llvm::StringRef> Names) {
  const CXXRecordDecl *Record = recordOf(Type);
  return Record && Record->isInStdNamespace() && Record->getIdentifier() &&
         llvm::is_contained(Names, Record->getName());
}

/// A call that the library makes for \p Site.
void CallCollector::callInside(const FunctionDecl *Callee,
                               const CallSite &Site) {
  CallSite Inside = Site;
  Inside.Callee = Callee;
  Inside.Object = nullptr;
  bool Constructs = isa<CXXConstructorDecl>(Callee);
  std::optional<BlockingEffect> Effect =
      Constructs ? blockingEffect(Tu, Inside, Judge, Knowledge) : std::nullopt;
  if (!Effect && !Tu.isUserCode(Callee))
    return;
  Call &Out = add(Site.Whole, callLocation(Site.Whole),
                  Constructs ? CallKind::Constructor : CallKind::Plain);
  Out.Callee = Tu.entity(Callee);
  CallDetails &More = Out.More.change();
  More.Blocks = std::move(Effect);
  More.Through = libraryName(Site);
}

//===-- Construction ------------------------------------------------------===//

/// Over-approximates: of several constructors with as many parameters, each
/// may be the one.
void CallCollector::constructInside(QualType Type,
                                    llvm::ArrayRef<const Expr *> Arguments,
                                    const CallSite &Site) {
  const CXXRecordDecl *Made =
      Type.isNull() ? nullptr : Type->getAsCXXRecordDecl();
  if (!Made || !Made->hasDefinition())
    return;
  const unsigned Count = Arguments.size();
  const bool Same = Count == 1 && isSameType(Arguments[0]->getType(), Type);
  const bool Copies = Same && Arguments[0]->isLValue();
  CallSite Inside = Site;
  Inside.Arguments.assign(Arguments.begin(), Arguments.end());
  for (const CXXConstructorDecl *Constructor : Made->ctors()) {
    if (Constructor->isDeleted() ||
        Count < Constructor->getMinRequiredArguments() ||
        Count > Constructor->getNumParams())
      continue;
    if (Constructor->isCopyOrMoveConstructor()
            ? !Same || Constructor->isCopyConstructor() != Copies
            : Same)
      continue;
    callInside(Constructor, Inside);
  }
}

/// The elements that the constructor of a container or wrapper makes.
void CallCollector::constructElements(const Holder &Of, const CallSite &Site) {
  const auto *Constructor = cast<CXXConstructorDecl>(Site.Callee);
  llvm::ArrayRef<const Expr *> Written(Site.Arguments.data(),
                                       Site.writtenArguments());
  const bool Copies = Constructor->isCopyConstructor();
  auto Copy = [&](QualType Type) {
    const CXXRecordDecl *Record =
        Type.isNull() ? nullptr : Type->getAsCXXRecordDecl();
    if (Record && Record->hasDefinition())
      for (const CXXConstructorDecl *C : Record->ctors())
        if (C->isCopyConstructor())
          callInside(C, Site);
  };
  if (isOneOf(Of.Name, {"pair", "tuple"})) {
    llvm::SmallVector<QualType, 4> Elements;
    for (const TemplateArgument &A : Of.Class->getTemplateArgs().asArray())
      if (A.getKind() == TemplateArgument::Pack) {
        for (const TemplateArgument &Packed : A.pack_elements())
          if (Packed.getKind() == TemplateArgument::Type)
            Elements.push_back(Packed.getAsType());
      } else if (A.getKind() == TemplateArgument::Type) {
        Elements.push_back(A.getAsType());
      }
    for (size_t I = 0; I < Elements.size(); ++I)
      if (Copies)
        Copy(Elements[I]);
      else if (Written.size() == Elements.size())
        constructInside(Elements[I], Written[I], Site);
    return;
  }
  if (Of.Name == "optional") {
    if (Copies)
      return Copy(Of.value());
    if (Written.empty() || isNamed(Written[0]->getType(),
                                   {"optional", "nullopt_t"}))
      return;
    if (isNamed(Written[0]->getType(), {"in_place_t"}))
      Written = Written.drop_front();
    return constructInside(Of.value(), Written, Site);
  }
  if (!Of.isSequence() && !Of.isOrdered() && !Of.isUnordered())
    return;
  bool FromList = !Written.empty() &&
                  isNamed(Written[0]->getType(), {"initializer_list"});
  if (Copies || FromList) {
    if (Of.isMap())
      Copy(Of.key());
    return Copy(Of.value());
  }
  // vector(n), vector(n, value)
  if (Of.isSequence() && !Written.empty() && Written.size() <= 2 &&
      Written[0]->getType()->isIntegerType())
    constructInside(Of.value(), Written.drop_front(), Site);
}

/// The elements that a member of a container or wrapper makes.
void CallCollector::constructByMember(const Holder &Of, const CallSite &Site) {
  llvm::ArrayRef<const Expr *> Written(Site.Arguments.data(),
                                       Site.writtenArguments());
  if (Site.Callee->getOverloadedOperator() == OO_Subscript) {
    if (Of.Name == "map" || Of.Name == "unordered_map")
      constructInside(Of.value(), {}, Site);
    return;
  }
  if (Site.Callee->getOverloadedOperator() == OO_Equal) {
    if (Of.Name == "optional" && Written.size() == 1 &&
        !isNamed(Written[0]->getType(), {"optional", "nullopt_t"}))
      constructInside(Of.value(), Written, Site);
    return;
  }
  if (!Site.Callee->getIdentifier())
    return;
  llvm::StringRef Name = Site.Callee->getName();
  if (Name == "emplace_hint" || (Name == "emplace" && Of.isSequence()))
    Written = Written.drop_front(std::min<size_t>(1, Written.size()));
  if (Name == "try_emplace" && !Written.empty())
    return constructInside(Of.value(), Written.drop_front(), Site);
  if (Name == "insert_or_assign" && Written.size() == 2)
    return constructInside(Of.value(), Written.drop_front(), Site);
  if (Name == "emplace" && Of.Name == "variant") {
    const TemplateArgumentList *Arguments =
        Site.Callee->getTemplateSpecializationArgs();
    if (Arguments && Arguments->size() &&
        Arguments->get(0).getKind() == TemplateArgument::Type)
      constructInside(Arguments->get(0).getAsType(), Written, Site);
  } else if (Name.starts_with("emplace") && Of.isMap()) {
    if (Written.size() != 2)
      return;
    constructInside(Of.key(), Written[0], Site);
    constructInside(Of.value(), Written[1], Site);
  } else if (Name.starts_with("emplace")) {
    constructInside(Of.value(), Written, Site);
  } else if (isOneOf(Name, {"push_back", "push_front", "push", "insert"}) &&
             !Written.empty() &&
             isSameType(Written.back()->getType(), Of.value())) {
    constructInside(Of.value(), Written.back(), Site);
  } else if (Name == "resize" && Written.size() == 1) {
    constructInside(Of.value(), {}, Site);
  }
}

//===-- Destruction -------------------------------------------------------===//

/// Does the call end what \p Of holds? Missed on purpose: an assignment of a new
/// value, mostly to a holder that is still empty.
static bool mayEndContents(const Holder &Of, const CallSite &Site) {
  if (Site.Callee->getOverloadedOperator() == OO_Equal)
    return Site.Arguments.size() == 1 &&
           (Site.Arguments[0]->getType()->isNullPtrType() ||
            isNamed(Site.Arguments[0]->getType(), {"nullopt_t"}));
  const IdentifierInfo *Id = Site.Callee->getIdentifier();
  if (!Id)
    return false;
  if (isOneOf(Of.Name, {"unique_ptr", "optional"}))
    return Id->isStr("reset");
  return isOneOf(Id->getName(),
                 {"clear", "erase", "pop_back", "pop_front", "pop"});
}

//===-- All of it ---------------------------------------------------------===//

void CallCollector::callsInsideLibrary(const CallSite &Site) {
  std::string Name = qualifiedName(Site.Callee);
  if (!llvm::StringRef(Name).starts_with("std::"))
    return;
  if (llvm::StringRef(Name).starts_with("std::ranges::") &&
      !llvm::StringRef(Name).contains("views::"))
    for (const Expr *Argument : Site.Arguments)
      goThroughViews(Argument, Site.Whole, callLocation(Site.Whole));
  llvm::ArrayRef<const Expr *> Written(Site.Arguments.data(),
                                       Site.writtenArguments());
  if (isOneOf(Name, {"std::make_unique", "std::make_shared",
                     "std::make_optional", "std::construct_at"})) {
    const TemplateArgumentList *Types =
        Site.Callee->getTemplateSpecializationArgs();
    if (Name == "std::construct_at" && !Written.empty())
      Written = Written.drop_front();
    if (Types && Types->size() &&
        Types->get(0).getKind() == TemplateArgument::Type)
      constructInside(Types->get(0).getAsType(), Written, Site);
    return;
  }
  compareElements(Site);
  const Holder Of = holderOf(Site);
  if (!Of)
    return;
  if (isa<CXXConstructorDecl>(Site.Callee))
    return constructElements(Of, Site);
  constructByMember(Of, Site);
  compareKeys(Of, Site);
  if (mayEndContents(Of, Site))
    destroyOwned(Of.Class, Site.Whole, callLocation(Site.Whole), nullptr);
}

} // namespace cohazard::facts
