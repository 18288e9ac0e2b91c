#include "facts/SpawnForms.h"
#include "facts/BodyWalk.h"
#include "facts/Callables.h"
#include "facts/Conditions.h"
#include "facts/Executors.h"
#include "facts/LocalValues.h"
#include "facts/Shared.h"
#include "facts/WorkTargets.h"
#include "source/Words.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace cohazard::facts {

/// Is the launch policy one that never starts a thread?
static bool isDeferred(TuContext &Tu, const CallSite &Site) {
  const Expr *Policy = Site.argument(0);
  if (!Policy || !Policy->getType()->isEnumeralType())
    return false;
  Expr::EvalResult Value;
  return Policy->EvaluateAsInt(Value, Tu.Ast) &&
         !(Value.Val.getInt().getExtValue() & 1);
}

static bool mayRunElsewhere(models::RunsOn Where) {
  using models::RunsOn;
  switch (Where) {
  case RunsOn::NewThread:
  case RunsOn::PoolThread:
  case RunsOn::CallerOrPool:
  case RunsOn::Executor:
  case RunsOn::ExecutorSerial:
  case RunsOn::OtherShard:
  case RunsOn::DriverThread:
    return true;
  default:
    return false;
  }
}

/// The override of \p Name that an object of type \p Type runs.
static const CXXMethodDecl *methodNamed(ASTContext &Ast, QualType Type,
                                        llvm::StringRef Name) {
  if (Type->isPointerType())
    Type = Type->getPointeeType();
  const CXXRecordDecl *Record = Type->getAsCXXRecordDecl();
  while (Record && Record->hasDefinition()) {
    for (const NamedDecl *D :
         Record->getDefinition()->lookup(&Ast.Idents.get(Name)))
      if (const auto *Method = dyn_cast<CXXMethodDecl>(D))
        return Method;
    Record = Record->getNumBases()
                 ? Record->bases_begin()->getType()->getAsCXXRecordDecl()
                 : nullptr;
  }
  return nullptr;
}

/// The coroutine whose task \p E makes, and what it is given.
static void takeCoroutine(BodyContext &Body, const Expr *E, SpawnForm &Form) {
  const auto *Call = dyn_cast<CallExpr>(withoutWrappers(E));
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (!Callee || !Body.Tu.isUserCode(Callee)) {
    Form.Callable = E;
    Form.What = callablesOf(Body.Tu, Body.Decl, E);
    return;
  }
  std::optional<CallSite> Site = callSite(Call);
  Form.Callable = Site->Object && !isa<CXXMemberCallExpr>(Call) ? Site->Object
                                                               : nullptr;
  if (isa<CXXMemberCallExpr>(Call))
    Form.Arguments.push_back(Site->Object);
  else if (!Form.Callable)
    Form.Callable = Call->getCallee();
  Form.Arguments.append(Site->Arguments.begin(), Site->Arguments.end());
  Form.What = {{Body.Tu.entity(Callee), -1}};
  Form.Task = Call;
}

/// Work for a pool, an event loop or a strand on either.
static std::optional<SpawnForm> onExecutor(BodyContext &Body,
                                           const CallSite &Site,
                                           const models::Spawner &Model,
                                           SpawnForm Form) {
  const models::Executor *On = executorOf(Body.Tu, Site);
  WorkTarget Target = workTarget(Body.Tu, Site);
  Form.OnLoop = !On || On->Kind != models::ExecutorKind::Pool;
  Form.Serial = Target.Serial;
  (Form.OnLoop ? Form.Loop : Form.Pool) = Target.Ground;
  Form.PoolJoinsAtEnd = Form.Pool != nullptr;
  switch (Model.What.Kind) {
  case models::CallableKind::Argument:
    Form.Callable = Site.argument(Model.What.Arg);
    if (Form.Callable)
      Form.What = callablesOf(Body.Tu, Body.Decl, Form.Callable);
    break;
  case models::CallableKind::Coroutine:
    if (const Expr *Task = Site.argument(Model.What.Arg))
      takeCoroutine(Body, Task, Form);
    break;
  default:
    break;
  }
  if (Form.What.empty())
    return std::nullopt;
  return Form;
}

/// An operation whose handler runs on the event loop when it is done.
static std::optional<SpawnForm> byCallback(BodyContext &Body,
                                           const CallSite &Site) {
  models::Models::Match Match = Body.Tu.model(Site.Callee);
  if (!Match || !Match->Callback)
    return std::nullopt;
  const models::Spawner &Model = Match.Source->Spawners[Match->Callback - 1];
  if (Model.Where != models::RunsOn::Executor &&
      Model.Where != models::RunsOn::ExecutorSerial)
    return std::nullopt;
  SpawnForm Form;
  Form.By = qualifiedName(Site.Callee);
  return onExecutor(Body, Site, Model, std::move(Form));
}

static std::optional<SpawnForm> byModel(BodyContext &Body,
                                        const CallSite &Site) {
  TuContext &Tu = Body.Tu;
  models::Models::Match Match = Tu.model(Site.Callee);
  if (!Match || !Match->Spawner)
    return std::nullopt;
  const models::Spawner &Model = Match.Source->Spawners[Match->Spawner - 1];
  if (!mayRunElsewhere(Model.Where) || isDeferred(Tu, Site))
    return std::nullopt;
  BodyKnowledge Nothing(Tu);
  if (Model.When.Count && !Conditions(Tu, Body.Body, Nothing)
                               .mustHoldAny(*Match.Source, Model.When, Site))
    return std::nullopt;
  SpawnForm Form;
  Form.By = qualifiedName(Site.Callee);
  if (isa<CXXConstructorDecl>(Site.Callee))
    Form.By = qualifiedName(cast<CXXConstructorDecl>(Site.Callee)->getParent());
  Form.Count = Model.Many ? ThreadCount::Many : ThreadCount::One;
  Form.Blocks = Model.End == models::Completion::Returns;
  Form.JoinsAtEnd = Model.End == models::Completion::DestructorJoins ||
                    Form.By == "std::async";
  if (Model.HandleArg >= 0)
    Form.HandleOut = Site.argument(Model.HandleArg);
  if (Model.Where == models::RunsOn::Executor ||
      Model.Where == models::RunsOn::ExecutorSerial)
    return onExecutor(Body, Site, Model, std::move(Form));
  const bool OnPool = Model.Where != models::RunsOn::NewThread;
  if (OnPool && Site.Object)
    Form.Pool = Site.Object;
  else if (OnPool && Site.Arguments.size() > 1 &&
           isHandleClass(Tu,
                         Site.Arguments[0]->getType()->getAsCXXRecordDecl()))
    Form.Pool = Site.Arguments[0];
  Form.PoolJoinsAtEnd = Form.Pool != nullptr;
  switch (Model.What.Kind) {
  case models::CallableKind::VirtualOfObject:
  case models::CallableKind::VirtualOfArgument: {
    const Expr *Object =
        Model.What.Kind == models::CallableKind::VirtualOfObject
            ? Site.Object
            : Site.argument(Model.What.Arg);
    const CXXMethodDecl *Run =
        Object ? methodNamed(Tu.Ast, Object->IgnoreParenImpCasts()->getType(),
                             Match.Source->text(Model.What.Member))
               : nullptr;
    if (!Run)
      return std::nullopt;
    Form.Pool = Object;
    Form.PoolJoinsAtEnd = false;
    Form.Callable = nullptr;
    Form.Arguments.push_back(Object);
    Form.What = {{Tu.entity(Run), -1}};
    return Form;
  }
  case models::CallableKind::Argument:
    Form.Callable = Site.argument(Model.What.Arg);
    break;
  case models::CallableKind::EveryArgument:
    for (const Expr *E : Site.Arguments)
      if (!callablesOf(Tu, Body.Decl, E).empty()) {
        Form.Callable = E;
        break;
      }
    break;
  default:
    return std::nullopt;
  }
  if (!Form.Callable)
    return std::nullopt;
  if (Model.ContextArg >= 0) {
    if (const Expr *Context = Site.argument(Model.ContextArg))
      Form.Arguments.push_back(Context);
  } else if (Model.ArgsFrom >= 0) {
    bool After = false;
    for (const Expr *E : Site.Arguments) {
      if (After)
        Form.Arguments.push_back(E);
      After |= E == Form.Callable;
    }
  }
  Form.What = callablesOf(Tu, Body.Decl, Form.Callable);
  if (Form.What.empty()) {
    Form.What = tableEntries(Tu, Form.Callable);
    Form.EachOnce = !Form.What.empty();
    Form.Stored = Form.What.empty();
  }
  return Form;
}

/// The model of a thread class's constructor, if \p Type is one.
static const models::Spawner *threadModel(TuContext &Tu, QualType Type) {
  const CXXRecordDecl *Record = Type->getAsCXXRecordDecl();
  if (!Record || !Record->getIdentifier())
    return nullptr;
  models::Models::Match Match =
      Tu.modelByName(qualifiedName(Record) + "::" + Record->getNameAsString());
  if (!Match || !Match->Spawner)
    return nullptr;
  const models::Spawner &Model = Match.Source->Spawners[Match->Spawner - 1];
  return mayRunElsewhere(Model.Where) ? &Model : nullptr;
}

static QualType firstTemplateType(const TemplateArgumentList *Arguments) {
  if (!Arguments || !Arguments->size() ||
      Arguments->get(0).getKind() != TemplateArgument::Type)
    return {};
  return Arguments->get(0).getAsType();
}

/// `threads.emplace_back(f)`, `std::make_unique<std::thread>(f)`: a library
/// function that constructs a thread from its arguments.
static std::optional<SpawnForm> byElement(BodyContext &Body,
                                          const CallSite &Site) {
  TuContext &Tu = Body.Tu;
  const IdentifierInfo *Id = Site.Callee->getIdentifier();
  if (!Id || Tu.isUserCode(Site.Callee) || Site.Arguments.empty())
    return std::nullopt;
  QualType Element;
  if (const auto *Method = dyn_cast<CXXMethodDecl>(Site.Callee)) {
    if (!Id->getName().starts_with("emplace") &&
        !Id->getName().starts_with("try_emplace"))
      return std::nullopt;
    if (const auto *Owner =
            dyn_cast<ClassTemplateSpecializationDecl>(Method->getParent())) {
      Element = firstTemplateType(&Owner->getTemplateArgs());
      // A map's element is its second argument.
      if (Owner->getName().contains("map") &&
          Owner->getTemplateArgs().size() > 1 &&
          Owner->getTemplateArgs()[1].getKind() == TemplateArgument::Type)
        Element = Owner->getTemplateArgs()[1].getAsType();
    }
  } else if (isOneOf(Id->getName(),
                     {"make_unique", "make_shared", "make_optional"})) {
    Element = firstTemplateType(Site.Callee->getTemplateSpecializationArgs());
  }
  const models::Spawner *Model =
      Element.isNull() ? nullptr : threadModel(Tu, Element);
  if (!Model)
    return std::nullopt;
  SpawnForm Form;
  Form.By = qualifiedName(Element->getAsCXXRecordDecl());
  Form.JoinsAtEnd = Model->End == models::Completion::DestructorJoins;
  if (isa<CXXMethodDecl>(Site.Callee))
    Form.HandleOut = Site.Object;
  std::vector<CallableRef> What;
  for (const Expr *E : Site.Arguments) {
    if (Form.Callable) {
      Form.Arguments.push_back(E);
    } else if (What = callablesOf(Tu, Body.Decl, E); !What.empty()) {
      Form.Callable = E;
    }
  }
  if (What.empty())
    return std::nullopt;
  Form.What = std::move(What);
  return Form;
}

bool mayBePool(const CXXRecordDecl *Record) {
  if (!Record || !Record->getIdentifier())
    return false;
  llvm::StringRef Name = Record->getName();
  for (llvm::StringRef Word :
       {"pool", "executor", "workers", "scheduler", "taskqueue", "task_queue",
        "dispatcher", "taskgroup", "task_group", "threadgroup", "thread_group"})
    if (Name.contains_insensitive(Word))
      return true;
  return false;
}

namespace {
/// Does a body call its parameters at once, or start threads with them?
struct ParameterFate : BodyWalk {
  ParameterFate(TuContext &Tu, const FunctionDecl *F)
      : BodyWalk(Tu.Ast), Tu(Tu) {
    walk(F->getBody());
  }
  void leave(const Stmt *S) override {
    const auto *E = dyn_cast<Expr>(S);
    std::optional<CallSite> Site = E ? callSite(E) : std::nullopt;
    if (!Site)
      return;
    const Expr *Called = Site->Callee ? Site->Object : nullptr;
    if (const auto *Call = dyn_cast<CallExpr>(E); Call && !Site->Callee)
      Called = Call->getCallee();
    if (Called &&
        (!Site->Callee || Site->Callee->getOverloadedOperator() == OO_Call))
      Known |= isa_and_nonnull<ParmVarDecl>(namedObject(Called));
    if (Site->Callee)
      if (models::Models::Match Match = Tu.model(Site->Callee);
          Match && Match->Spawner)
        Known |=
            mayRunElsewhere(Match.Source->Spawners[Match->Spawner - 1].Where);
  }
  TuContext &Tu;
  bool Known = false;
};
} // namespace

static std::optional<SpawnForm> byPoolName(BodyContext &Body,
                                           const CallSite &Site) {
  TuContext &Tu = Body.Tu;
  const auto *Method = dyn_cast<CXXMethodDecl>(Site.Callee);
  if (!Method || !Site.Object || !Method->getIdentifier() ||
      !mayBePool(Method->getParent()) ||
      !isOneOf(Method->getName(),
               {"submit",      "post",     "enqueue",  "execute",
                "async",       "add",      "push",     "dispatch",
                "spawn",       "run",      "schedule", "submit_task",
                "push_task",   "add_task", "addTask",  "enqueue_task",
                "detach_task", "commit",   "queue",    "addJob",
                "add_job",     "Schedule", "Submit",   "Enqueue",
                "Post",        "Execute",  "Run",      "AddTask"}))
    return std::nullopt;
  models::Models::Match Match = Tu.model(Site.Callee);
  if (Match && (Match->Spawner || Match->Callback))
    return std::nullopt;
  const FunctionDecl *Definition = nullptr;
  if (Method->hasBody(Definition) && !Definition->isDependentContext() &&
      !Definition->hasSkippedBody() && ParameterFate(Tu, Definition).Known)
    return std::nullopt;
  SpawnForm Form;
  Form.By = qualifiedName(Method);
  Form.Pool = Site.Object;
  Form.PoolJoinsAtEnd = true;
  std::vector<CallableRef> What;
  for (const Expr *E : Site.Arguments) {
    if (Form.Callable) {
      Form.Arguments.push_back(E);
    } else if (What = callablesOf(Tu, Body.Decl, E); !What.empty()) {
      Form.Callable = E;
    }
  }
  if (What.empty())
    return std::nullopt;
  Form.What = std::move(What);
  return Form;
}

std::optional<SpawnForm> spawnForm(BodyContext &Body, const CallSite &Site) {
  if (std::optional<SpawnForm> Form = byModel(Body, Site))
    return Form;
  if (std::optional<SpawnForm> Form = byCallback(Body, Site))
    return Form;
  if (std::optional<SpawnForm> Form = byElement(Body, Site))
    return Form;
  return byPoolName(Body, Site);
}

} // namespace cohazard::facts
