#include "facts/PrintFacts.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>

namespace cohazard::facts {

namespace {

class FactsPrinter {
public:
  FactsPrinter(const TuFacts &Facts, llvm::raw_ostream &Out)
      : Facts(Facts), Out(Out) {}

  void print();

private:
  void print(const Function &F);
  void print(const Call &C);
  void print(const Spawn &S);
  void print(const DroppedTask &T);
  void print(const AwaitInsertion &A);
  void print(const Variable &V);
  void printEvents(const Function &F);
  void printFlow(const Flow &Body);
  void print(const Place &P);
  void print(const PathStep &Step);
  void print(const CallableRef &C);
  void printArguments(llvm::ArrayRef<Argument> Arguments);
  /// `file:line:col: ` and the kind of fact.
  void start(Site Where, llvm::StringRef Kind);
  llvm::StringRef name(EntityId Id) const { return Facts.entity(Id).Name; }

  const TuFacts &Facts;
  llvm::raw_ostream &Out;
};

} // namespace

void FactsPrinter::start(Site Where, llvm::StringRef Kind) {
  if (Where)
    Out << Facts.Files.path(Where.File) << ':' << Where.Line << ':'
        << Where.Column << ": ";
  Out << Kind;
}

void FactsPrinter::print(const PathStep &Step) {
  switch (Step.What) {
  case PathStep::Kind::Field:
    Out << '.' << name(Step.Member);
    return;
  case PathStep::Kind::Index:
    Out << '[' << Step.Index << ']';
    return;
  case PathStep::Kind::AnyIndex:
    Out << "[?]";
    return;
  case PathStep::Kind::OwnIndex:
    Out << "[own]";
    return;
  case PathStep::Kind::Pointee:
    Out << "->*";
    return;
  case PathStep::Kind::Header:
    Out << ".header";
    return;
  }
}

void FactsPrinter::print(const Place &P) {
  switch (P.Base) {
  case Place::Root::Unknown:
    Out << '?';
    return;
  case Place::Root::Variable:
    Out << name(P.Variable);
    break;
  case Place::Root::Parameter:
    Out << "parameter#" << P.Parameter;
    break;
  case Place::Root::Receiver:
    Out << "this";
    break;
  }
  for (const PathStep &Step : P.Path)
    print(Step);
}

void FactsPrinter::print(const CallableRef &C) {
  if (C.Parameter >= 0)
    Out << "parameter#" << C.Parameter;
  else
    Out << (C.Function ? name(C.Function) : llvm::StringRef("?"));
}

void FactsPrinter::printArguments(llvm::ArrayRef<Argument> Arguments) {
  for (const Argument &A : Arguments) {
    Out << ' ';
    if (A.Index == Argument::Receiver)
      Out << "object=";
    else
      Out << "arg" << A.Index << '=';
    llvm::interleave(
        A.Callables, Out, [&](const CallableRef &C) { print(C); }, "|");
    if (A.Callables.empty())
      print(A.Object);
  }
}

void FactsPrinter::print(const Call &C) {
  static constexpr llvm::StringLiteral Kinds[] = {
      "call", "virtual call", "construct", "destroy", "invoke"};
  start(C.Where, Kinds[static_cast<size_t>(C.Kind)]);
  Out << ' ';
  if (C.Callee)
    Out << name(C.Callee);
  else if (C.InvokedParameter >= 0)
    Out << "parameter#" << C.InvokedParameter;
  else
    Out << '?';
  if (const Rare<BlockingEffect> &Effect = C.More->Blocks) {
    Out << " blocks=" << Effect->Category << " by=" << Effect->Callee
        << " level=" << static_cast<unsigned>(Effect->Level);
    if (Effect->Brief)
      Out << " brief";
    if (Effect->OnDescriptor)
      Out << " descriptor=" << name(Effect->Descriptor);
  }
  if (!C.More->Through.empty())
    Out << " through=" << C.More->Through.str();
  if (C.MayBlockHere)
    Out << " may-block-here";
  if (const Rare<Place> &Lock = C.More->Lock; Lock && Lock->known()) {
    Out << " lock=";
    print(*Lock);
  }
  printArguments(C.Arguments);
  Out << '\n';
}

void FactsPrinter::print(const Spawn &S) {
  start(S.Where, "spawn ");
  llvm::interleave(
      S.What, Out, [&](const CallableRef &C) { print(C); }, "|");
  Out << " by=" << S.By;
  if (S.Count == ThreadCount::Many)
    Out << " many";
  if (!S.OverlapsCaller)
    Out << " no-overlap";
  if (S.OnLoop)
    Out << " on-loop";
  for (const Place &Handle : S.Handles) {
    Out << " handle=";
    print(Handle);
  }
  if (S.OnLoop)
    Out << " on-loop";
  if (S.Loop.known()) {
    Out << " loop=";
    print(S.Loop);
  }
  if (S.Serial.known()) {
    Out << " serial=";
    print(S.Serial);
  }
  printArguments(S.Arguments);
  Out << '\n';
}

void FactsPrinter::print(const DroppedTask &T) {
  static constexpr llvm::StringLiteral Hows[] = {
      "discarded",   "unconsumed",        "unconsumed-path",
      "overwritten", "converted-to-void", "tested"};
  static constexpr llvm::StringLiteral Forms[] = {"task", "operation", "sender",
                                                  "future"};
  start(T.Where, "dropped ");
  Out << Forms[static_cast<size_t>(T.Form)] << ' '
      << Hows[static_cast<size_t>(T.How)] << (T.Lazy ? " lazy" : " eager");
  if (!T.Creator.empty())
    Out << " by=" << T.Creator;
  if (!T.Variable.empty())
    Out << " variable=" << T.Variable;
  if (T.BlocksInDestructor)
    Out << " blocks-in-destructor";
  if (!T.Taker.empty())
    Out << " taker=" << T.Taker;
  if (T.TakesLock)
    Out << " takes-lock";
  if (T.VoidCast)
    Out << " void-cast";
  if (T.Exit)
    Out << " exit=" << T.Exit.Line << ':' << T.Exit.Column;
  print(T.Await);
  Out << '\n';
}

void FactsPrinter::print(const AwaitInsertion &A) {
  static constexpr llvm::StringLiteral Legalities[] = {
      "legal",   "unproven",         "not-awaitable",      "no-coroutine",
      "handler", "default-argument", "static-initializer", "macro",
      ""};
  if (A.Legality == AwaitLegality::NoExpression)
    return;
  Out << " await=" << Legalities[static_cast<size_t>(A.Legality)];
  if (A.Begin)
    Out << " at=" << A.Begin.Line << ':' << A.Begin.Column << '-' << A.End.Line
        << ':' << A.End.Column;
  if (A.ParenthesizeOperand)
    Out << " parenthesize-operand";
  if (A.ParenthesizeWhole)
    Out << " parenthesize-whole";
  if (A.YieldsVoid)
    Out << " yields-void";
}

/// One line a block: its events in order, then the blocks that may follow.
void FactsPrinter::printFlow(const Flow &Body) {
  static constexpr llvm::StringLiteral Kinds[] = {
      "call",   "access",  "lock", "spawn", "join",
      "signal", "suspend", "loop", "assume"};
  for (size_t I = 0; I < Body.Blocks.size(); ++I) {
    Out << "  block " << I << ':';
    for (const Step &S : Body.Blocks[I].Steps)
      Out << ' ' << Kinds[static_cast<size_t>(S.Kind)] << '#' << S.Index;
    Out << " ->";
    for (uint32_t Next : Body.Blocks[I].Successors)
      Out << ' ' << Next;
    Out << '\n';
  }
}

void FactsPrinter::print(const Function &F) {
  static constexpr llvm::StringLiteral Kinds[] = {"", " async", " awaiter",
                                                  " promise", " annotated"};
  start(F.Where, "function ");
  Out << name(F.Id);
  if (F.IsCoroutine)
    Out << " coroutine";
  Out << Kinds[static_cast<size_t>(F.Async)];
  const std::pair<bool, llvm::StringRef> Flags[] = {
      {F.IsLambda, "lambda"},
      {F.IsMain, "main"},
      {F.IsStaticInit, "static-init"},
      {F.InternalLinkage, "internal"},
      {F.NonBlocking, "nonblocking"},
      {F.MainThreadOnly, "main-thread"},
      {F.KnowsWouldBlock, "knows-would-block"}};
  for (const auto &[Set, Word] : Flags)
    if (Set)
      Out << ' ' << Word;
  for (EntityId Base : F.Overrides)
    Out << " overrides=" << name(Base);
  for (const Place &Lock : F.RequiredLocks) {
    Out << " requires=";
    print(Lock);
  }
  Out << '\n';
  printEvents(F);
  printFlow(F.Body);
}

void FactsPrinter::printEvents(const Function &F) {
  for (const Call &C : F.Calls)
    print(C);
  for (const Registration &R : F.Registrations) {
    start(R.Where, "register ");
    print(R.What);
    Out << " by=" << R.By << '\n';
  }
  for (const Spawn &S : F.Spawns)
    print(S);
  for (const Join &J : F.Joins) {
    static constexpr llvm::StringLiteral Uses[] = {
        "", "asks for ", "first makes ", "not made here ", "unmakes "};
    if (J.Use == FirstUse::None) {
      start(J.Where, J.Every ? "join every " : "join ");
      print(J.Handle);
    } else {
      start(J.Where, "");
      Out << Uses[static_cast<size_t>(J.Use)] << name(J.Mark);
    }
    Out << '\n';
  }
  for (const LoopRun &R : F.LoopRuns) {
    start(R.Where, "run loop ");
    print(R.Loop);
    Out << '\n';
  }
  for (const Handover &H : F.Handovers) {
    start(F.Where, "hand over ");
    print(H.From);
    Out << " to ";
    print(H.To);
    Out << '\n';
  }
  for (const Signal &S : F.Signals) {
    start(S.Where, S.Waits ? "wait for " : "signal ");
    print(S.What);
    Out << '\n';
  }
  static constexpr llvm::StringLiteral Tests[] = {
      "==", "!=", "has", "lacks", "has any of", "has none of", "<", ">="};
  for (const ParameterTest &T : F.Assumptions) {
    start(F.Where, "assume parameter#");
    Out << T.Parameter << ' ' << Tests[static_cast<size_t>(T.Test)] << ' '
        << T.Value << '\n';
  }
  for (const LockStep &L : F.Locks) {
    start(L.Where, L.Acquires ? "acquire " : "release ");
    print(L.Lock);
    Out << (L.Mode == LockMode::Shared ? " shared\n" : "\n");
  }
  for (const Access &A : F.Accesses) {
    start(A.Where, A.Writes ? "write " : "read ");
    print(A.What);
    Out << (A.Atomic ? " atomic\n" : "\n");
  }
  for (const Suspension &S : F.Suspensions) {
    start(S.Where, S.HandsLockOver ? "suspend handing a lock over" : "suspend");
    Out << '\n';
  }
  for (const DroppedTask &T : F.DroppedTasks)
    print(T);
}

void FactsPrinter::print(const Variable &V) {
  start(Facts.entity(V.Id).Declared, "variable ");
  Out << name(V.Id) << " type=" << V.Type
      << (V.ThreadLocal ? " thread-local" : "")
      << (V.StaticLocal ? " static-local" : "") << '\n';
}

void FactsPrinter::print() {
  std::vector<const Function *> Functions;
  for (const Function &F : Facts.Functions)
    Functions.push_back(&F);
  // The engine reads bodies as it finds them; people read from the top.
  llvm::stable_sort(Functions, [&](const Function *A, const Function *B) {
    return std::tie(Facts.Files.path(A->Where.File), A->Where.Offset) <
           std::tie(Facts.Files.path(B->Where.File), B->Where.Offset);
  });
  for (const Variable &V : Facts.Variables)
    print(V);
  for (const PointerStore &Store : Facts.PointerStores) {
    Out << "pointer ";
    print(Store.Into);
    Out << (Store.Copies ? " copies " : " to ");
    print(Store.Object);
    for (const CallableRef &Ref : Store.Callables)
      if (Ref.Function)
        Out << name(Ref.Function);
    Out << '\n';
  }
  for (EntityId Id : Facts.NonBlockingDescriptors)
    Out << "non-blocking descriptor " << name(Id) << '\n';
  for (const Function *F : Functions)
    print(*F);
  Out << "unknown calls: " << Facts.UnknownCalls << '\n';
}

void printFacts(const TuFacts &Facts, llvm::raw_ostream &Out) {
  FactsPrinter(Facts, Out).print();
}

} // namespace cohazard::facts
