#include "hosts/cli/Measures.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/Format.h"

using namespace llvm;

namespace cohazard::cli {

/// Whoever wants to know more looks at one of them.
static constexpr size_t SlowestShown = 10;

void RunTimes::addCheck(StringRef Id, double Seconds) {
  auto Known = find_if(Checks, [&](const OfCheck &C) { return C.Id == Id; });
  if (Known == Checks.end())
    Checks.push_back({Id, Seconds});
  else
    Known->Seconds += Seconds;
}

static void row(raw_ostream &Out, const Twine &What, double Seconds) {
  Out << format("%10.3f s  ", Seconds) << What << '\n';
}

void printProfile(RunTimes Times, double Whole, raw_ostream &Out) {
  UnitTimes Sum;
  for (const RunTimes::OfUnit &U : Times.Units) {
    Sum.Settings += U.Times.Settings;
    Sum.Cache += U.Times.Cache;
    Sum.Parse += U.Times.Parse;
    Sum.Extract += U.Times.Extract;
  }
  row(Out, "in all", Whole);
  row(Out, "find the files", Times.Find);
  row(Out, "read the files, " + Twine(Times.Jobs) + " at a time", Times.Read);
  row(Out, "  in all threads: settings", Sum.Settings);
  row(Out, "  in all threads: cache", Sum.Cache);
  row(Out, "  in all threads: parse", Sum.Parse);
  row(Out, "  in all threads: extract", Sum.Extract);
  row(Out, "link", Times.Link);
  if (Times.Walk)
    row(Out, "walk the threads", Times.Walk);
  for (const RunTimes::OfCheck &C : Times.Checks)
    row(Out, "cohazard-" + C.Id, C.Seconds);
  row(Out, "filter", Times.Filter);
  row(Out, "mend and report", Times.Conclude);
  stable_sort(Times.Units, [](const auto &A, const auto &B) {
    return A.Times.total() > B.Times.total();
  });
  if (!Times.Units.empty())
    Out << "the files that took longest:\n";
  for (const RunTimes::OfUnit &U :
       ArrayRef(Times.Units).take_front(SlowestShown))
    row(Out, U.File, U.Times.total());
}

void printStatistic(size_t N, StringRef What, raw_ostream &Out) {
  Out << format("%10zu  ", N) << What << '\n';
}

void printStatistics(const facts::TuFacts &Program, size_t Files,
                     raw_ostream &Out) {
  auto Row = [&](size_t N, StringRef What) { printStatistic(N, What, Out); };
  auto Sum = [&](auto Count) {
    size_t N = 0;
    for (const facts::Function &F : Program.Functions)
      N += Count(F);
    return N;
  };
  using facts::Function;
  Row(Files, "files");
  Row(Program.Functions.size(), "functions with a body");
  Row(Sum([](const Function &F) { return F.IsCoroutine; }), "coroutines");
  Row(Sum([](const Function &F) { return F.Async != facts::AsyncKind::None; }),
      "functions that belong to an event loop");
  Row(Sum([](const Function &F) { return F.Spawns.size(); }),
      "places where threads are started or work is handed over");
  Row(Sum([](const Function &F) { return F.Locks.size(); }),
      "places where a lock is taken or given back");
  Row(Program.Variables.size(), "shared variables");
  Row(Sum([](const Function &F) { return F.Calls.size(); }), "calls");
  Row(Program.UnknownCalls, "calls whose callee could not be told");
}

} // namespace cohazard::cli
