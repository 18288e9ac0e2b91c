//===----------------------------------------------------------------------===//
// How does a table look as C++? One aggregate a row, in the order of the fields
// of Model.h; all text lies in one literal, so no row needs a relocation.
//===----------------------------------------------------------------------===//

#include "models/TableWriter.h"

namespace cohazard::models {

namespace {
/// Separates the fields of a row: `{a,b,{c,d}}`.
class Row {
public:
  explicit Row(llvm::raw_ostream &Out) : Out(Out) { Out << '{'; }
  ~Row() { Out << "},\n"; }

  Row &number(int64_t N) {
    separate();
    Out << N;
    return *this;
  }
  /// An enumerator, which C++ does not make from a number by itself.
  template <typename T> Row &word(llvm::StringRef Type, T Value) {
    separate();
    Out << Type << '(' << static_cast<int>(Value) << ')';
    return *this;
  }
  Row &flag(bool On) {
    separate();
    Out << (On ? "true" : "false");
    return *this;
  }
  Row &range(Range R) {
    separate();
    Out << '{' << R.First << ',' << R.Count << '}';
    return *this;
  }
  llvm::raw_ostream &nested() {
    separate();
    return Out;
  }

private:
  void separate() {
    if (!First)
      Out << ',';
    First = false;
  }
  llvm::raw_ostream &Out;
  bool First = true;
};
} // namespace

static void write(llvm::raw_ostream &Out, uint32_t Value) {
  Out << Value << ",\n";
}

static void write(llvm::raw_ostream &Out, const Condition &C) {
  Row(Out).word("ConditionKind", C.Kind).number(C.Arg).range(C.Operands);
}

static void write(llvm::raw_ostream &Out, const Blocking &B) {
  Row(Out)
      .number(B.Category)
      .word("Blocks", B.How)
      .number(B.Level)
      .number(B.Advice)
      .number(B.AsyncApi)
      .number(B.Await)
      .number(B.Duration)
      .range(B.Unless)
      .range(B.When);
}

static void write(llvm::raw_ostream &Out, const Spawner &S) {
  Row R(Out);
  R.nested() << "{CallableKind(" << static_cast<int>(S.What.Kind) << "),"
             << static_cast<int>(S.What.Arg) << ',' << S.What.Member << '}';
  R.number(S.ArgsFrom)
      .number(S.ContextArg)
      .word("RunsOn", S.Where)
      .word("Overlap", S.WithCaller)
      .flag(S.Many)
      .word("Completion", S.End)
      .number(S.HandleArg)
      .range(S.When);
}

static void write(llvm::raw_ostream &Out, const Join &J) {
  Row(Out).number(J.HandleArg);
}

static void write(llvm::raw_ostream &Out, const LockFunction &L) {
  Row(Out)
      .word("LockOp", L.Op)
      .word("LockMode", L.Mode)
      .number(L.LockArg)
      .word("Success", L.Held)
      .flag(L.Async);
}

static void write(llvm::raw_ostream &Out, const Guard &G) {
  Row(Out)
      .number(G.LockArg)
      .word("LockMode", G.Mode)
      .flag(G.Movable)
      .flag(G.Inverse)
      .flag(G.Async)
      .range(G.Deferred)
      .range(G.Adopted)
      .range(G.Tries);
}

static void write(llvm::raw_ostream &Out, const ConditionWait &W) {
  Row(Out).number(W.LockArg).number(W.PredicateArg);
}

static void write(llvm::raw_ostream &Out, const Once &O) {
  Row(Out).number(O.FlagArg).number(O.CallableArg);
}

static void write(llvm::raw_ostream &Out, const ThreadUnsafe &T) {
  Row(Out).number(T.Reason).number(T.Replacement).range(T.When);
}

static void write(llvm::raw_ostream &Out, const Executor &X) {
  Row(Out).word("ExecutorKind", X.Kind).flag(X.BlockingAllowed);
}

static void writeFields(Row &R, const Roles &X) {
  R.number(X.Name).number(X.Library);
  for (uint16_t Index :
       {X.Blocking, X.Spawner, X.Join, X.LockFunction, X.Guard, X.ConditionWait,
        X.Once, X.ThreadUnsafe, X.Executor, X.Callback, X.Types, X.Functions})
    R.number(Index);
  R.number(X.IsC);
}

static void write(llvm::raw_ostream &Out, const Roles &X) {
  Row R(Out);
  writeFields(R, X);
}

static void write(llvm::raw_ostream &Out, const Family &F) {
  Row R(Out);
  R.number(F.Prefix).number(F.MemberPrefix);
  R.nested() << '\n';
  write(Out, F.What);
}

static void write(llvm::raw_ostream &Out, const Framework &F) {
  Row(Out)
      .number(F.Name)
      .number(F.Namespace)
      .number(F.Offload)
      .number(F.Sleep)
      .number(F.RoundTrip)
      .number(F.Executor)
      .number(F.Loop)
      .number(F.Timer)
      .number(F.MutexType)
      .number(F.MutexTake)
      .number(F.OffloadHeaders)
      .number(F.RoundTripHeaders)
      .number(F.SleepHeaders)
      .flag(F.References)
      .flag(F.GivesObjects)
      .flag(F.NeedsDefault)
      .number(F.Unsafe)
      .number(F.Exceptions);
}

static void write(llvm::raw_ostream &Out, const Category &C) {
  Row(Out).number(C.Name).number(C.Meaning).flag(C.On).flag(C.Movable);
}

static void write(llvm::raw_ostream &Out, const Hint &H) {
  Row(Out).number(H.Key).number(H.Sentence);
}

template <typename T>
static void writeArray(llvm::raw_ostream &Out, llvm::StringRef Type,
                       llvm::StringRef Name, llvm::ArrayRef<T> Rows) {
  // C++ has no empty arrays: one row of zeros stands in and is cut off below.
  Out << "constexpr " << Type << ' ' << Name << "Rows[] = {\n";
  for (const T &R : Rows)
    write(Out, R);
  if (Rows.empty())
    Out << "{}\n";
  Out << "};\n";
}

/// One literal a text keeps lines short; the compiler joins them.
static void writeText(llvm::raw_ostream &Out, llvm::StringRef Text) {
  Out << "constexpr char TextBytes[] =\n";
  while (!Text.empty()) {
    auto [One, Rest] = Text.split('\0');
    Out << '"';
    Out.write_escaped(One, /*UseHexEscapes=*/false) << "\\0\"\n";
    Text = Rest;
  }
  Out << ";\n";
}

static constexpr llvm::StringLiteral Head =
    R"(// Written by cohazard-models-gen from tool/models/*.yaml. Do not edit.
#include "models/Model.h"

#if defined(__GNUC__)
#pragma GCC diagnostic ignored "-Woverlength-strings"
#endif

namespace cohazard::models {
namespace {
)";

void writeTable(const Table &T, llvm::raw_ostream &Out) {
  Out << Head;
  writeText(Out, T.Text);
  writeArray<uint32_t>(Out, "uint32_t", "Buckets", T.Buckets);
  std::string Members;
  llvm::raw_string_ostream List(Members);
  auto Array = [&](auto Rows, llvm::StringRef Type, llvm::StringRef Name) {
    writeArray(Out, Type, Name, Rows);
    List << "     llvm::ArrayRef<" << Type << ">(" << Name << "Rows, "
         << Rows.size() << "),\n";
  };
  Array(T.Names, "Roles", "Names");
  Array(T.Families, "Family", "Families");
  Array(T.Conditions, "Condition", "Conditions");
  Array(T.Operands, "TextId", "Operands");
  Array(T.Blockings, "Blocking", "Blockings");
  Array(T.Spawners, "Spawner", "Spawners");
  Array(T.Joins, "Join", "Joins");
  Array(T.LockFunctions, "LockFunction", "LockFunctions");
  Array(T.Guards, "Guard", "Guards");
  Array(T.ConditionWaits, "ConditionWait", "ConditionWaits");
  Array(T.Onces, "Once", "Onces");
  Array(T.ThreadUnsafes, "ThreadUnsafe", "ThreadUnsafes");
  Array(T.Executors, "Executor", "Executors");
  Array(T.Frameworks, "Framework", "Frameworks");
  Array(T.Categories, "Category", "Categories");
  Array(T.Hints, "Hint", "Hints");
  Array(T.CategoriesOff, "TextId", "CategoriesOff");
  Out << "} // namespace\n\n"
         "const Table &builtinTable() {\n"
         "  static constexpr Table Builtin{\n"
         "     llvm::StringRef(TextBytes, "
      << T.Text.size() << "),\n"
      << "     llvm::ArrayRef<uint32_t>(BucketsRows, " << T.Buckets.size()
      << "),\n"
      << Members
      << "  };\n"
         "  return Builtin;\n"
         "}\n\n"
         "} // namespace cohazard::models\n";
}

} // namespace cohazard::models
