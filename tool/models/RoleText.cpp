//===----------------------------------------------------------------------===//
// What does the table know of a name, in words? For `--find` and `--dump`.
//===----------------------------------------------------------------------===//

#include "models/TableWriter.h"

namespace cohazard::models {

static void describe(const Table &T, llvm::StringRef Word, Range R,
                     llvm::raw_ostream &Out) {
  static constexpr llvm::StringLiteral Kinds[] = {
      "equal",     "not-equal",  "less",      "has",
      "lacks",     "one-of",     "null",      "nonnull",
      "is",        "zero-time",  "arg-count", "non-blocking-fd",
      "object-is", "from-async", "ready",     "unprovable"};
  for (const Condition &C : T.conditions(R)) {
    Out << ' ' << Word << "=[" << Kinds[static_cast<int>(C.Kind)] << ' '
        << static_cast<int>(C.Arg);
    for (TextId Operand : T.operands(C))
      Out << ' ' << T.text(Operand);
    Out << ']';
  }
}

static void describe(const Table &T, const Blocking &B,
                     llvm::raw_ostream &Out) {
  static constexpr llvm::StringLiteral How[] = {"always", "peer", "io", "brief",
                                                "mode"};
  Out << " blocking(" << T.text(B.Category) << ' '
      << How[static_cast<int>(B.How)] << ' ' << static_cast<int>(B.Level);
  describe(T, "unless", B.Unless, Out);
  describe(T, "when", B.When, Out);
  if (B.AsyncApi)
    Out << " api=" << T.text(B.AsyncApi);
  Out << ')';
}

static void describe(const Table &T, llvm::StringRef Word, const Spawner &S,
                     llvm::raw_ostream &Out) {
  static constexpr llvm::StringLiteral Places[] = {
      "new-thread",    "pool-thread",     "caller-or-pool", "loop-thread",
      "executor",      "executor-serial", "other-shard",    "same-thread",
      "driver-thread", "signal",          "stored",         "other-process",
      "elsewhere"};
  static constexpr llvm::StringLiteral Kinds[] = {"arg",
                                                  "every-arg",
                                                  "field",
                                                  "virtual-of-object",
                                                  "virtual",
                                                  "coroutine",
                                                  "coroutine-object",
                                                  "continuation",
                                                  "none"};
  static constexpr llvm::StringLiteral Overlaps[] = {"no", "maybe", "yes"};
  Out << ' ' << Word << '(' << Kinds[static_cast<int>(S.What.Kind)] << ' '
      << static_cast<int>(S.What.Arg);
  if (S.What.Member)
    Out << ' ' << T.text(S.What.Member);
  Out << " on " << Places[static_cast<int>(S.Where)] << " overlap "
      << Overlaps[static_cast<int>(S.WithCaller)];
  if (S.Many)
    Out << " many";
  Out << " end " << static_cast<int>(S.End);
  describe(T, "when", S.When, Out);
  Out << ')';
}

static void describe(const LockFunction &L, llvm::raw_ostream &Out) {
  static constexpr llvm::StringLiteral Ops[] = {"acquire", "try",  "timed",
                                                "release", "init", "destroy"};
  Out << " lock(" << Ops[static_cast<int>(L.Op)]
      << (L.Mode == LockMode::Shared ? " shared" : "") << ' '
      << static_cast<int>(L.LockArg) << (L.Async ? " async" : "") << ')';
}

static void describe(const Table &T, const Guard &G, llvm::raw_ostream &Out) {
  Out << " guard(" << static_cast<int>(G.LockArg)
      << (G.Mode == LockMode::Shared ? " shared" : "")
      << (G.Movable ? " movable" : "") << (G.Inverse ? " inverse" : "")
      << (G.Async ? " async" : "");
  describe(T, "deferred", G.Deferred, Out);
  describe(T, "adopted", G.Adopted, Out);
  describe(T, "tries", G.Tries, Out);
  Out << ')';
}

static void describeBits(uint16_t Bits,
                         llvm::ArrayRef<llvm::StringLiteral> Words,
                         llvm::raw_ostream &Out) {
  for (size_t I = 0; I < Words.size(); ++I)
    if (Bits & (1u << I))
      Out << ' ' << Words[I];
}

void describeRoles(const Table &T, const Roles &X, llvm::raw_ostream &Out) {
  static constexpr llvm::StringLiteral Types[] = {
      "task",   "lazy",      "fire-and-forget", "lock-type", "async-lock-type",
      "atomic", "shareable", "confined",        "recursive"};
  static constexpr llvm::StringLiteral Functions[] = {
      "consumes-task", "bridge",       "hop",       "when-all",
      "spawns-task",   "not-blocking", "ready-test"};
  Out << T.text(X.Name) << " [" << T.text(X.Library) << (X.IsC ? ", c]" : "]");
  if (X.Blocking)
    describe(T, T.Blockings[X.Blocking - 1], Out);
  if (X.Spawner)
    describe(T, "runs", T.Spawners[X.Spawner - 1], Out);
  if (X.Callback)
    describe(T, "callback", T.Spawners[X.Callback - 1], Out);
  if (X.Join)
    Out << " join(" << static_cast<int>(T.Joins[X.Join - 1].HandleArg) << ')';
  if (X.LockFunction)
    describe(T.LockFunctions[X.LockFunction - 1], Out);
  if (X.Guard)
    describe(T, T.Guards[X.Guard - 1], Out);
  if (X.ConditionWait) {
    const ConditionWait &W = T.ConditionWaits[X.ConditionWait - 1];
    Out << " condition-wait(" << static_cast<int>(W.LockArg) << ' '
        << static_cast<int>(W.PredicateArg) << ')';
  }
  if (X.Once)
    Out << " once";
  if (X.ThreadUnsafe) {
    const ThreadUnsafe &U = T.ThreadUnsafes[X.ThreadUnsafe - 1];
    Out << " thread-unsafe(" << T.text(U.Reason);
    describe(T, "when", U.When, Out);
    Out << ')';
  }
  if (X.Executor) {
    static constexpr llvm::StringLiteral Kinds[] = {"pool", "loop", "serial"};
    const Executor &E = T.Executors[X.Executor - 1];
    Out << " executor(" << Kinds[static_cast<int>(E.Kind)]
        << (E.BlockingAllowed ? " blocking-allowed)" : ")");
  }
  describeBits(X.Types, Types, Out);
  describeBits(X.Functions, Functions, Out);
  Out << '\n';
}

} // namespace cohazard::models
