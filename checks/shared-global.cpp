//===----------------------------------------------------------------------===//
// Which mutable global does a worker thread use while another thread may
// change it? The program's threads module finds the races; this words them.
//===----------------------------------------------------------------------===//

#include "Checks.h"
#include "program/Program.h"
#include "program/Races.h"
#include "llvm/Support/Regex.h"

namespace cohazard {

using program::CallersThread;
using program::Program;
using program::Race;
using program::Reached;
using program::ThreadFacts;

static constexpr OptionSpec Specs[] = {
    {"Strict", OptionKind::Flag, "false",
     "report every mutable global that a worker thread reaches without one "
     "lock around all its uses, even if no second access is known"},
    {"ExtraSpawners", OptionKind::List, "",
     "functions that run a callable argument on another thread"},
    {"ExtraLocks", OptionKind::List, "",
     "pairs 'take:give' of functions that lock and unlock their object or "
     "first argument"},
    {"IgnoredVariables", OptionKind::List, "",
     "regular expressions for the qualified names of variables to leave out"},
    {"MaxAccessNotes", OptionKind::Number, "100",
     "how many of the variable's other racing accesses to show"},
};

static program::ThreadKnowledge knowledgeFrom(const Options &O) {
  program::ThreadKnowledge Extra;
  for (llvm::StringRef Name : O.list("ExtraSpawners"))
    Extra.Spawners.push_back(Name.str());
  for (llvm::StringRef Pair : O.list("ExtraLocks")) {
    auto [Take, Give] = Pair.rsplit(':');
    // `ns::take:ns::give`: the colon that is no part of a `::`.
    for (size_t At = Pair.find(':'); At != llvm::StringRef::npos;
         At = Pair.find(':', At + 2))
      if (!Pair.substr(At).starts_with("::")) {
        Take = Pair.take_front(At);
        Give = Pair.substr(At + 1);
        break;
      }
    Extra.Locks.emplace_back(Take.trim().str(), Give.trim().str());
  }
  return Extra;
}

static bool mayIgnore(llvm::ArrayRef<llvm::Regex> Ignored,
                      llvm::StringRef Name) {
  for (const llvm::Regex &R : Ignored)
    if (R.match(Name))
      return true;
  return false;
}

static const char *verb(const Reached &R) {
  return R.What->Writes ? "written" : "read";
}

static std::string functionOf(const Program &P, const ThreadFacts &Threads,
                              const Reached &R) {
  const facts::Function &F = P.functions()[Threads.Visits[R.In].Function];
  if (F.IsStaticInit)
    return "a global's initialiser";
  if (F.IsRegion)
    return "a parallel region";
  return F.IsLambda ? "a lambda" : "'" + P.name(F.Id).str() + "'";
}

static std::string describe(const Program &P, const ThreadFacts &Threads,
                            const Race &R) {
  std::string Text =
      "'" + P.name(R.Variable).str() + "' is " + verb(*R.Here) + " here by ";
  if (!R.There)
    return Text + "a worker thread without a lock that all its uses share";
  if (R.Here == R.There || R.Here->What->Where == R.There->What->Where)
    return Text + "several threads at the same time without a common lock";
  Text += "a worker thread and ";
  Text +=
      std::string(verb(*R.There)) + " in " + functionOf(P, Threads, *R.There);
  if (R.There->Thread != CallersThread)
    Text += " by another";
  return Text + " without a common lock";
}

static std::string nameOfLock(const Program &P, const program::Place &Lock) {
  std::string Name;
  if (Lock.Base == program::Place::Root::Variable)
    Name = P.name(Lock.Variable).str();
  for (const program::PathStep &Step : Lock.Path)
    if (Step.What == program::PathStep::Kind::Field) {
      llvm::StringRef Member = P.name(Step.Member).rsplit(':').second;
      Name += Name.empty() ? "" : ".";
      Name += Member.empty() ? P.name(Step.Member).str() : Member.str();
    }
  return Name;
}

static std::string locksHeld(const Program &P, const ThreadFacts &Threads,
                             const Reached &R) {
  std::string Names;
  for (const program::HeldLock &H : R.State.Held) {
    std::string Name = nameOfLock(P, Threads.Places[H.Lock]);
    if (!Name.empty() && Names.find("'" + Name + "'") == std::string::npos)
      Names += (Names.empty() ? "'" : ", '") + Name + "'";
  }
  return Names.empty() ? "" : ", holding " + Names;
}

/// How the thread gets to the access: its start, then the calls.
static void tellWay(const Program &P, const ThreadFacts &Threads,
                    const Reached &R, Finding &Out) {
  const program::Thread &T = Threads.Threads[R.Thread];
  if (T.OnLoop) {
    Out.Notes.push_back({T.Where, "handed to the event loop here"});
    Out.Notes.push_back({T.LoopRunAt, "event loop run here"});
  } else if (R.Thread != CallersThread) {
    Out.Notes.push_back({T.Where, "thread started here"});
  }
  llvm::SmallVector<int, 8> Chain;
  for (int V = R.In; V >= 0; V = Threads.Visits[V].Parent)
    Chain.push_back(V);
  auto Name = [&](int V) {
    const facts::Function &F = P.functions()[Threads.Visits[V].Function];
    return F.IsRegion   ? std::string("the parallel region")
           : F.IsLambda ? std::string("the lambda")
                        : "'" + P.name(F.Id).str() + "'";
  };
  for (size_t I = Chain.size(); I-- > 1;)
    Out.Notes.push_back(
        {Threads.Visits[Chain[I - 1]].CalledAt,
         Name(Chain[I]) + " calls " + Name(Chain[I - 1]) + " here"});
}

/// Why may an access of the caller's thread happen while the worker runs?
static void tellOutside(const Program &P, const ThreadFacts &Threads,
                        const Reached &R, Finding &Out) {
  if (R.Thread != CallersThread)
    return;
  const program::Visit &Start = Threads.Visits[Threads.startOf(R.In)];
  const facts::Function &F = P.functions()[Start.Function];
  if (Start.FromOutside)
    Out.Notes.push_back({F.Where, "'" + P.name(F.Id).str() +
                                      "' is called from elsewhere, perhaps "
                                      "while the thread runs"});
}

static void report(const Program &P, const ThreadFacts &Threads, const Race &R,
                   unsigned MaxNotes, FindingSink &Out) {
  Finding &F =
      Out.report("shared-global", R.Here->What->Where, describe(P, Threads, R));
  F.Subject = P.name(R.Variable).str();
  if (std::string Held = locksHeld(P, Threads, *R.Here); !Held.empty())
    F.Notes.push_back(
        {R.Here->What->Where, std::string(verb(*R.Here)) + " here" + Held});
  tellWay(P, Threads, *R.Here, F);
  auto Tell = [&](const Reached &Other) {
    F.Notes.push_back({Other.What->Where, std::string(verb(Other)) + " here" +
                                              locksHeld(P, Threads, Other)});
  };
  unsigned Left = MaxNotes;
  if (R.There && Left &&
      (R.There->Thread != R.Here->Thread ||
       !(R.There->What->Where == R.Here->What->Where))) {
    --Left;
    Tell(*R.There);
    if (R.There->Thread != R.Here->Thread)
      tellWay(P, Threads, *R.There, F);
    tellOutside(P, Threads, *R.There, F);
  }
  for (const Reached *Other : R.Others)
    if (Left && Left--)
      Tell(*Other);
  F.Notes.push_back({P.declared(R.Variable), "declared here"});
}

static void detect(const Program &P, const Options &O, FindingSink &Out) {
  std::vector<llvm::Regex> Ignored;
  for (llvm::StringRef Pattern : O.list("IgnoredVariables"))
    Ignored.emplace_back(Pattern);
  const program::ThreadKnowledge Extra = knowledgeFrom(O);
  const auto Walked = program::walkThreads(P, Extra);
  const ThreadFacts &Threads = *Walked;
  for (const Race &R : O.flag("Strict") ? program::findUnprotected(Threads)
                                        : program::findRaces(Threads))
    if (!mayIgnore(Ignored, P.name(R.Variable)))
      report(P, Threads, R, O.number("MaxAccessNotes"), Out);
}

const Check checks::SharedGlobal = {
    "shared-global", "mutable globals that threads use without a common lock",
    Specs, detect};

} // namespace cohazard
