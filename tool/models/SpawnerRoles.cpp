//===----------------------------------------------------------------------===//
// Which calls run a callable, where, and who waits for its end?
//===----------------------------------------------------------------------===//

#include "models/Sections.h"

namespace cohazard::models {

/// `arg 2` from the front of \p Text.
static bool takeArgument(llvm::StringRef &Text, int8_t &Arg) {
  unsigned N = 0;
  if (!Text.consume_front("arg ") || Text.consumeInteger(10, N) || N > 64)
    return false;
  Arg = static_cast<int8_t>(N);
  Text = Text.ltrim();
  return true;
}

/// A method or field: one C or C++ name.
static bool isName(llvm::StringRef Text) {
  return !Text.empty() && !Text.contains(' ');
}

static std::optional<Callable> parseVirtual(llvm::StringRef Text,
                                            TableBuilder &Builder) {
  auto [Method, Of] = Text.split(" of ");
  if (!isName(Method))
    return std::nullopt;
  TextId Member = Builder.text(Method);
  if (Of == "object")
    return Callable{CallableKind::VirtualOfObject, ObjectArg, Member};
  int8_t Arg = 0;
  if (takeArgument(Of, Arg) && Of.empty())
    return Callable{CallableKind::VirtualOfArgument, Arg, Member};
  return std::nullopt;
}

static std::optional<Callable> parseCallable(llvm::StringRef Text,
                                             TableBuilder &Builder) {
  static constexpr Word<CallableKind> Fixed[] = {
      {"every argument", CallableKind::EveryArgument},
      {"coroutine object", CallableKind::CoroutineObject},
      {"continuation", CallableKind::Continuation},
      {"none", CallableKind::None}};
  for (const Word<CallableKind> &W : Fixed)
    if (Text == W.Spelling)
      return Callable{W.Value, LastArg, 0};
  if (Text == "last argument")
    return Callable{CallableKind::Argument, LastArg, 0};
  if (Text.consume_front("virtual "))
    return parseVirtual(Text, Builder);

  CallableKind Kind = Text.consume_front("coroutine ") ? CallableKind::Coroutine
                                                       : CallableKind::Argument;
  int8_t Arg = 0;
  if (!takeArgument(Text, Arg))
    return std::nullopt;
  if (Text.empty())
    return Callable{Kind, Arg, 0};
  if (Kind == CallableKind::Argument && Text.consume_front("field ") &&
      isName(Text))
    return Callable{CallableKind::FieldOfArgument, Arg, Builder.text(Text)};
  return std::nullopt;
}

static Callable readCallable(Entry &E, Callable Default) {
  const YamlNode *Node = E.find("callable");
  if (!Node)
    return Default;
  if (auto What = parseCallable(Node->Text, E.builder()))
    return *What;
  E.file().Found.report(
      Node->Where, "'" + Node->Text +
                       "' is no callable; write arg N, last argument, every "
                       "argument, arg N field F, virtual F of object, virtual "
                       "F of arg N, coroutine arg N, coroutine object, "
                       "continuation or none");
  return Default;
}

/// May it run while its caller goes on? What the place says by itself.
static Overlap usualOverlap(RunsOn Where) {
  switch (Where) {
  case RunsOn::SameThread:
  case RunsOn::Stored:
  case RunsOn::OtherProcess:
    return Overlap::No;
  case RunsOn::LoopThread:
  case RunsOn::Executor:
  case RunsOn::ExecutorSerial:
  case RunsOn::Elsewhere:
    return Overlap::Maybe;
  default:
    return Overlap::Yes;
  }
}

static constexpr Callable EveryCallable{CallableKind::EveryArgument, LastArg,
                                        0};

static Spawner readSpawner(Entry &E, RunsOn UsualPlace, Completion UsualEnd) {
  static constexpr Word<RunsOn> Places[] = {
      {"new-thread", RunsOn::NewThread},
      {"pool-thread", RunsOn::PoolThread},
      {"caller-or-pool", RunsOn::CallerOrPool},
      {"loop-thread", RunsOn::LoopThread},
      {"executor", RunsOn::Executor},
      {"executor-serial", RunsOn::ExecutorSerial},
      {"other-shard", RunsOn::OtherShard},
      {"same-thread", RunsOn::SameThread},
      {"driver-thread", RunsOn::DriverThread},
      {"signal", RunsOn::Signal},
      {"stored", RunsOn::Stored},
      {"other-process", RunsOn::OtherProcess},
      {"elsewhere", RunsOn::Elsewhere}};
  static constexpr Word<Overlap> Overlaps[] = {
      {"no", Overlap::No}, {"maybe", Overlap::Maybe}, {"yes", Overlap::Yes}};
  static constexpr Word<Completion> Ends[] = {
      {"none", Completion::None},
      {"join-call", Completion::JoinCall},
      {"wait-call", Completion::WaitCall},
      {"dtor-joins", Completion::DestructorJoins},
      {"future", Completion::Future},
      {"awaitable", Completion::Awaitable},
      {"token", Completion::Token},
      {"scope", Completion::Scope},
      {"returns", Completion::Returns},
      {"detached", Completion::Detached}};
  Spawner S{};
  S.What = readCallable(E, EveryCallable);
  S.ArgsFrom = E.number("args_from", -1, 0, 64);
  S.ContextArg = E.number("context_arg", -1, 0, 64);
  S.Where = E.word("runs_on", Places, UsualPlace);
  S.WithCaller = E.word("overlap", Overlaps, usualOverlap(S.Where));
  S.Many = E.flag("many", false);
  S.End = E.word("completion", Ends, UsualEnd);
  S.HandleArg = E.number("handle_arg", -1, 0, 64);
  S.When = E.conditions("when");
  return S;
}

Roles makeSpawner(Entry &E) {
  Roles R;
  R.Spawner =
      E.builder().add(&TableStorage::Spawners,
                      readSpawner(E, RunsOn::PoolThread, Completion::None));
  return R;
}

Roles makeCallback(Entry &E) {
  Roles R;
  R.Callback =
      E.builder().add(&TableStorage::Spawners,
                      readSpawner(E, RunsOn::LoopThread, Completion::None));
  return R;
}

Roles makeInvoke(Entry &E) {
  Spawner S{};
  S.What = readCallable(E, EveryCallable);
  S.ArgsFrom = E.number("args_from", -1, 0, 64);
  S.ContextArg = E.number("context_arg", -1, 0, 64);
  S.Where = RunsOn::SameThread;
  S.WithCaller = Overlap::No;
  S.End = Completion::Returns;
  S.HandleArg = -1;
  Roles R;
  R.Spawner = E.builder().add(&TableStorage::Spawners, S);
  return R;
}

Roles makeJoin(Entry &E) {
  Roles R;
  R.Join = E.builder().add(&TableStorage::Joins,
                           Join{E.argument("handle", ObjectArg)});
  return R;
}

Roles makeExecutor(Entry &E) {
  static constexpr Word<ExecutorKind> Kinds[] = {
      {"pool", ExecutorKind::Pool},
      {"loop", ExecutorKind::Loop},
      {"serial", ExecutorKind::Serial}};
  static constexpr Word<bool> Permissions[] = {{"allowed", true},
                                               {"forbidden", false}};
  Executor X{};
  X.Kind = E.word("kind", Kinds, ExecutorKind::Pool);
  X.BlockingAllowed =
      E.word("blocking", Permissions, X.Kind == ExecutorKind::Pool);
  Roles R;
  R.Executor = E.builder().add(&TableStorage::Executors, X);
  return R;
}

Roles makeTask(Entry &E) {
  static constexpr Word<uint16_t> Starts[] = {{"lazy", LazyTask}, {"eager", 0}};
  Roles R;
  R.Types = TaskType | E.word<uint16_t>("start", Starts, LazyTask);
  if (E.flag("scoped", false))
    R.Types |= ScopedTask;
  return R;
}

} // namespace cohazard::models
