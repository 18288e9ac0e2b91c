//===----------------------------------------------------------------------===//
// Which types are locks, which calls take them, and which objects hold them?
// A type's members become lock functions of their own: `std::mutex::lock`.
//===----------------------------------------------------------------------===//

#include "models/Sections.h"

namespace cohazard::models {

Roles makeLockable(Entry &E) {
  static constexpr Word<uint16_t> Kinds[] = {{"thread", LockType},
                                             {"async", AsyncLockType}};
  Roles R;
  R.Types = E.word<uint16_t>("kind", Kinds, LockType);
  if (E.flag("recursive", false))
    R.Types |= RecursiveLock;
  return R;
}

static void giveMembers(Entry &E, llvm::ArrayRef<std::string> Types,
                        llvm::StringLiteral Key, const LockFunction &What) {
  std::vector<std::string> Members = E.texts(Key);
  if (Members.empty())
    return;
  Roles R;
  R.Library = E.builder().text(E.file().Library);
  R.LockFunction = E.builder().add(&TableStorage::LockFunctions, What);
  for (const std::string &Type : Types)
    for (const std::string &Member : Members)
      E.builder().give(Type + "::" + Member, R);
}

void expandLockable(Entry &E, llvm::ArrayRef<std::string> Names) {
  struct Members {
    llvm::StringLiteral Key;
    LockOp Op;
    LockMode Mode;
    Success Held;
    bool Async;
  };
  // Releases come last but one: a release that serves both modes is exclusive.
  static constexpr Members All[] = {
      {"acquire", LockOp::Acquire, LockMode::Exclusive, Success::Always, false},
      {"try", LockOp::Try, LockMode::Exclusive, Success::NonZero, false},
      {"timed", LockOp::Timed, LockMode::Exclusive, Success::NonZero, false},
      {"acquire_shared", LockOp::Acquire, LockMode::Shared, Success::Always,
       false},
      {"try_shared", LockOp::Try, LockMode::Shared, Success::NonZero, false},
      {"timed_shared", LockOp::Timed, LockMode::Shared, Success::NonZero,
       false},
      {"release_shared", LockOp::Release, LockMode::Shared, Success::Always,
       false},
      {"release", LockOp::Release, LockMode::Exclusive, Success::Always, false},
      {"awaitable", LockOp::Acquire, LockMode::Exclusive, Success::Always,
       true},
      {"awaitable_shared", LockOp::Acquire, LockMode::Shared, Success::Always,
       true}};
  for (const Members &M : All)
    giveMembers(E, Names, M.Key, {M.Op, M.Mode, ObjectArg, M.Held, M.Async});
}

static constexpr Word<LockMode> Modes[] = {{"exclusive", LockMode::Exclusive},
                                           {"shared", LockMode::Shared}};

static LockFunction readLockFunction(Entry &E, int8_t UsualLock) {
  static constexpr Word<LockOp> Ops[] = {
      {"acquire", LockOp::Acquire}, {"try", LockOp::Try},
      {"timed", LockOp::Timed},     {"release", LockOp::Release},
      {"init", LockOp::Init},       {"destroy", LockOp::Destroy}};
  static constexpr Word<Success> Results[] = {{"always", Success::Always},
                                              {"zero", Success::Zero},
                                              {"nonzero", Success::NonZero},
                                              {"minus-one", Success::MinusOne}};
  LockFunction L{};
  L.Op = E.word("op", Ops, LockOp::Acquire);
  L.Mode = E.word("mode", Modes, LockMode::Exclusive);
  L.LockArg = E.argument("lock", UsualLock);
  L.Held = E.word("held", Results, Success::Always);
  L.Async = E.flag("async", false);
  return L;
}

Roles makeLockFunction(Entry &E) {
  Roles R;
  R.LockFunction =
      E.builder().add(&TableStorage::LockFunctions, readLockFunction(E, 0));
  return R;
}

Roles makeMultiLock(Entry &E) {
  Roles R;
  R.LockFunction = E.builder().add(&TableStorage::LockFunctions,
                                   readLockFunction(E, EveryArg));
  return R;
}

Roles makeGuard(Entry &E) {
  Guard G{};
  G.LockArg = E.argument("lock", 0);
  G.Mode = E.word("mode", Modes, LockMode::Exclusive);
  G.Movable = E.flag("movable", false);
  G.Inverse = E.flag("inverse", false);
  G.Async = E.flag("async", false);
  G.Deferred = E.conditions("deferred");
  G.Adopted = E.conditions("adopted");
  G.Tries = E.conditions("tries");
  Roles R;
  R.Guard = E.builder().add(&TableStorage::Guards, G);
  return R;
}

/// A guard's own members act on the lock that it holds.
void expandGuard(Entry &E, llvm::ArrayRef<std::string> Names) {
  LockMode Mode = E.word("mode", Modes, LockMode::Exclusive);
  giveMembers(E, Names, "acquire",
              {LockOp::Acquire, Mode, ObjectArg, Success::Always, false});
  giveMembers(E, Names, "try",
              {LockOp::Try, Mode, ObjectArg, Success::NonZero, false});
  giveMembers(E, Names, "release",
              {LockOp::Release, Mode, ObjectArg, Success::Always, false});
}

Roles makeConditionWait(Entry &E) {
  ConditionWait W{};
  W.LockArg = E.argument("lock", 0);
  W.PredicateArg = E.number("predicate", -1, 0, 64);
  Roles R;
  R.ConditionWait = E.builder().add(&TableStorage::ConditionWaits, W);
  return R;
}

Roles makeOnce(Entry &E) {
  Once O{};
  O.FlagArg = E.argument("flag", 0);
  O.CallableArg = E.argument("callable", 1);
  Roles R;
  R.Once = E.builder().add(&TableStorage::Onces, O);
  return R;
}

} // namespace cohazard::models
