//===----------------------------------------------------------------------===//
// Who takes a coroutine as a callable and drops the task it returns? Wrappers
// of a signature that returns void, threads, and what else runs a callable and
// looks at nothing it returns.
//===----------------------------------------------------------------------===//

#include "facts/CallSite.h"
#include "facts/CoroutineTypes.h"
#include "facts/TaskWalk.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace cohazard::facts {

/// What the signature returns that \p Record is made from, as std::function is;
/// null if it is no such class.
static QualType wrappedResult(const CXXRecordDecl *Record) {
  const auto *Of = dyn_cast_or_null<ClassTemplateSpecializationDecl>(Record);
  if (!Of)
    return {};
  for (const TemplateArgument &Argument : Of->getTemplateArgs().asArray())
    if (Argument.getKind() == TemplateArgument::Type)
      if (const auto *Signature =
              Argument.getAsType()->getAs<FunctionProtoType>())
        return Signature->getReturnType();
  return {};
}

/// Is \p Record made from a signature that returns void, as
/// std::function<void()> is?
static bool wrapsVoidCallable(const CXXRecordDecl *Record) {
  QualType Result = wrappedResult(Record);
  return !Result.isNull() && Result->isVoidType();
}

/// Where the coroutine is written that \p Callable hands on: a template names a
/// lambda of its caller only by a parameter.
static SourceLocation writtenAt(const BodyContext &Body, const Expr *Callable) {
  const CXXRecordDecl *Record = recordOf(Callable->getType());
  if (Record && Record->isLambda() && Body.Decl &&
      Body.Decl->isTemplateInstantiation() &&
      !Body.Decl->Encloses(Record->getDeclContext()))
    return Record->getBeginLoc();
  return Callable->getBeginLoc();
}

static void dropCallable(BodyContext &Body, TaskCreations &Creations,
                         const Expr *Callable, std::string Taker) {
  TaskType Type = Creations.returnedByCallable(Callable);
  if (!Type.certain())
    return;
  Creation Made{Callable, nullptr, Type, ""};
  const Expr *Named = Callable->IgnoreParenImpCasts();
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Named))
    Made.Creator = Ref->getDecl()->getNameAsString();
  DroppedTask What;
  What.Where = Body.Tu.site(writtenAt(Body, Callable));
  What.How = DropKind::ConvertedToVoid;
  What.Taker = std::move(Taker);
  dropTask(Body, Made, std::move(What));
}

static std::string nameOf(const CXXRecordDecl *Record, const ASTContext &Ast) {
  std::string Name;
  llvm::raw_string_ostream Out(Name);
  Record->getNameForDiagnostic(Out, Ast.getPrintingPolicy(), true);
  return Name;
}

/// A conversion to a class such as std::function<void()>.
static void readConversion(BodyContext &Body, TaskCreations &Creations,
                           const CXXConstructExpr *Construct) {
  const CXXRecordDecl *Record = Construct->getConstructor()->getParent();
  if (Construct->getNumArgs() && wrapsVoidCallable(Record) &&
      recordOf(Construct->getArg(0)->getType()) != Record)
    dropCallable(Body, Creations, Construct->getArg(0),
                 nameOf(Record, Body.Tu.Ast));
}

//===-- Made in place -----------------------------------------------------===//

static bool isThread(const CXXRecordDecl *Record) {
  return Record->isInStdNamespace() && Record->getIdentifier() &&
         (Record->getName() == "thread" || Record->getName() == "jthread");
}

/// The types that \p Holder is made of, packs of them included.
static llvm::SmallVector<QualType, 4> partsOf(const CXXRecordDecl *Holder) {
  llvm::SmallVector<QualType, 4> Parts;
  const auto *Of = dyn_cast<ClassTemplateSpecializationDecl>(Holder);
  if (!Of)
    return Parts;
  for (const TemplateArgument &A : Of->getTemplateArgs().asArray()) {
    if (A.getKind() == TemplateArgument::Type)
      Parts.push_back(A.getAsType());
    if (A.getKind() == TemplateArgument::Pack)
      for (const TemplateArgument &P : A.pack_elements())
        if (P.getKind() == TemplateArgument::Type)
          Parts.push_back(P.getAsType());
  }
  return Parts;
}

/// Finds among the classes that \p Holder is made of, itself included, one for
/// which \p Is holds.
static const CXXRecordDecl *
findPart(const CXXRecordDecl *Holder,
         llvm::function_ref<bool(const CXXRecordDecl *)> Is, int Depth = 3) {
  if (!Holder || !Depth)
    return nullptr;
  if (Is(Holder))
    return Holder;
  for (QualType Part : partsOf(Holder))
    if (const CXXRecordDecl *Found = findPart(recordOf(Part), Is, Depth - 1))
      return Found;
  return nullptr;
}

/// The class that drops what a callable returns, among those that \p Holder is
/// made of: std::function<void()> in a map of them, say. Null if another part
/// keeps it: which of them takes the callable is not known.
static const CXXRecordDecl *droppingPart(const CXXRecordDecl *Holder) {
  bool Kept = findPart(Holder, [](const CXXRecordDecl *Part) {
    QualType Result = wrappedResult(Part);
    return !Result.isNull() && !Result->isVoidType();
  });
  return Kept ? nullptr : findPart(Holder, [](const CXXRecordDecl *Part) {
    return wrapsVoidCallable(Part) || isThread(Part);
  });
}

/// What the standard library makes such a class in: a container that a member
/// of \p Site adds to, a pair or tuple, what make_shared and its kin return.
static const CXXRecordDecl *holderMadeBy(const CallSite &Site) {
  const FunctionDecl *Callee = Site.Callee;
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(Callee))
    return Callee->isInStdNamespace() ||
                   Constructor->getParent()->isInStdNamespace()
               ? Constructor->getParent()
               : nullptr;
  if (!Callee->getIdentifier())
    return nullptr;
  StringRef Name = Callee->getName();
  if (Site.Object && (Name.contains("emplace") || Name.starts_with("insert")))
    return recordOf(Site.Object->getType());
  if (Callee->isInStdNamespace() && Name.starts_with("make_"))
    return recordOf(Callee->getReturnType());
  return nullptr;
}

/// Callables that become a part of what the standard library makes of them.
static void readHolder(BodyContext &Body, TaskCreations &Creations,
                       const CallSite &Site) {
  const CXXRecordDecl *Holder = holderMadeBy(Site);
  const CXXRecordDecl *Part = droppingPart(Holder);
  if (!Part || Part == Holder) // a conversion or a thread: read above
    return;
  for (const Expr *Argument : Site.Arguments) {
    if (Creations.returnedByCallable(Argument).certain())
      dropCallable(Body, Creations, Argument, nameOf(Part, Body.Tu.Ast));
    if (isThread(Part)) // the rest are arguments for the callable
      break;
  }
}

//===-- Calls -------------------------------------------------------------===//

/// An argument that a call runs and whose result it drops.
struct DroppingArgument {
  int Index;
  /// An event loop's handlers may well be coroutines that start by themselves:
  /// only a lazy one is surely lost.
  bool OnlyLazy = false;
};

/// The argument that \p Callee runs and whose result it drops, going by what
/// the models know of it.
static std::optional<DroppingArgument>
modelledDrop(TuContext &Tu, const FunctionDecl *Callee) {
  auto Model = Tu.model(Callee);
  if (!Model)
    return std::nullopt;
  if (Model->Once)
    return DroppingArgument{Model.Source->Onces[Model->Once - 1].CallableArg};
  // A class that such a call returns may well carry the result on.
  if (recordOf(Callee->getReturnType()) ||
      Model->Functions &
          (models::SpawnsTask | models::ConsumesTask | models::Bridge))
    return std::nullopt;
  bool OnlyLazy = !Model->Spawner;
  uint16_t Role = OnlyLazy ? Model->Callback : Model->Spawner;
  if (!Role)
    return std::nullopt;
  const models::Spawner &Spawner = Model.Source->Spawners[Role - 1];
  if (Spawner.What.Kind != models::CallableKind::Argument)
    return std::nullopt;
  switch (Spawner.End) {
  case models::Completion::Future:
  case models::Completion::Awaitable:
  case models::Completion::Returns:
    return std::nullopt;
  default:
    return DroppingArgument{Spawner.What.Arg, OnlyLazy};
  }
}

static std::optional<DroppingArgument>
droppedArgument(TuContext &Tu, const FunctionDecl *Callee) {
  std::string Name = qualifiedName(Callee);
  if (Name == "std::thread::thread" || Name == "std::jthread::jthread")
    return DroppingArgument{0};
  if (Name == "std::for_each" ||
      Name == "std::ranges::__for_each_fn::operator()" ||
      Name == "std::for_each_n")
    return DroppingArgument{models::LastArg};
  return modelledDrop(Tu, Callee);
}

/// Calls that take a callable and drop what it returns.
static void readCall(BodyContext &Body, TaskCreations &Creations,
                     const Expr *E) {
  std::optional<CallSite> Site = callSite(E);
  if (!Site || !Site->Callee || Site->Arguments.empty())
    return;
  const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E);
  if (Operator && Operator->getOperator() == OO_Equal) {
    const CXXRecordDecl *Target = recordOf(Operator->getArg(0)->getType());
    if (wrapsVoidCallable(Target))
      dropCallable(Body, Creations, Operator->getArg(1),
                   nameOf(Target, Body.Tu.Ast));
    return;
  }
  if (auto Dropped = droppedArgument(Body.Tu, Site->Callee))
    if (const Expr *Callable = Site->argument(Dropped->Index))
      if (!Dropped->OnlyLazy || Creations.returnedByCallable(Callable).Lazy)
        return dropCallable(Body, Creations, Callable,
                            qualifiedName(Site->Callee));
  readHolder(Body, Creations, *Site);
}

void readDroppedCallable(BodyContext &Body, TaskCreations &Creations,
                         const Expr *E) {
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(E))
    readConversion(Body, Creations, Construct);
  readCall(Body, Creations, E);
}

} // namespace cohazard::facts
