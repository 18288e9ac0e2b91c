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

/// Is \p Record made from a signature that returns void, as
/// std::function<void()> is?
static bool wrapsVoidCallable(const CXXRecordDecl *Record) {
  const auto *Of = dyn_cast_or_null<ClassTemplateSpecializationDecl>(Record);
  if (!Of)
    return false;
  for (const TemplateArgument &Argument : Of->getTemplateArgs().asArray())
    if (Argument.getKind() == TemplateArgument::Type)
      if (const auto *Signature =
              Argument.getAsType()->getAs<FunctionProtoType>())
        if (Signature->getReturnType()->isVoidType())
          return true;
  return false;
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
  What.Where = Body.Tu.site(Callable->getBeginLoc());
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

/// The argument that \p Callee runs and whose result it drops, if there is one.
static std::optional<int> droppedCallable(TuContext &Tu,
                                          const FunctionDecl *Callee) {
  std::string Name = qualifiedName(Callee);
  if (Name == "std::thread::thread" || Name == "std::jthread::jthread")
    return 0;
  if (Name == "std::for_each" ||
      Name == "std::ranges::__for_each_fn::operator()" ||
      Name == "std::for_each_n")
    return models::LastArg;
  auto Model = Tu.model(Callee);
  // A class that such a call returns may well carry the result on.
  if (!Model || !Model->Spawner || recordOf(Callee->getReturnType()) ||
      Model->Functions &
          (models::SpawnsTask | models::ConsumesTask | models::Bridge))
    return std::nullopt;
  const models::Spawner &Spawner = Model.Source->Spawners[Model->Spawner - 1];
  if (Spawner.What.Kind != models::CallableKind::Argument)
    return std::nullopt;
  switch (Spawner.End) {
  case models::Completion::Future:
  case models::Completion::Awaitable:
  case models::Completion::Returns:
    return std::nullopt;
  default:
    break;
  }
  return Spawner.What.Arg;
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
  if (std::optional<int> Index = droppedCallable(Body.Tu, Site->Callee))
    if (const Expr *Callable = Site->argument(*Index))
      return dropCallable(Body, Creations, Callable,
                          qualifiedName(Site->Callee));
  // emplace_back(lambda) on a container of std::function<void()>
  if (Site->Object && Site->Callee->getIdentifier() &&
      Site->Callee->getName().starts_with("emplace"))
    if (const auto *Container =
            dyn_cast_or_null<ClassTemplateSpecializationDecl>(
                recordOf(Site->Object->getType())))
      for (const TemplateArgument &A : Container->getTemplateArgs().asArray())
        if (A.getKind() == TemplateArgument::Type &&
            wrapsVoidCallable(recordOf(A.getAsType())))
          return dropCallable(Body, Creations, Site->Arguments.back(),
                              nameOf(recordOf(A.getAsType()), Body.Tu.Ast));
}

void readDroppedCallable(BodyContext &Body, TaskCreations &Creations,
                         const Expr *E) {
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(E))
    readConversion(Body, Creations, Construct);
  readCall(Body, Creations, E);
}

} // namespace cohazard::facts
