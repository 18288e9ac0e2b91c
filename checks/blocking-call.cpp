// Does an async context reach a call that blocks its thread?

#include "Checks.h"
#include "findings/AwaitFix.h"
#include "program/Blocking.h"
#include "program/HeavyLocks.h"
#include "program/Program.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Regex.h"
#include <utility>

namespace cohazard {

using facts::BlockingEffect;
using program::AsyncContext;
using program::BlockingChain;
using program::ChainStep;

static constexpr OptionSpec Specs[] = {
    {"Categories", OptionKind::List, "default",
     "categories to report: 'default', 'all', a name, or '-name' to leave one "
     "out; a category that is named is reported even where it is brief"},
    {"Level", OptionKind::Number, "2",
     "report functions up to this level: 1 is certain and long, 3 is rarely "
     "noticeable"},
    {"ExtraBlocking", OptionKind::List, "",
     "qualified names of further functions that block"},
    {"Ignore", OptionKind::List, "",
     "regular expressions for qualified names of functions that count as not "
     "blocking, with all that they call"},
    {"AllowedExecutors", OptionKind::List, "",
     "qualified names of further executor types on which blocking is allowed"},
    {"EventLoopCallbacks", OptionKind::List, "",
     "qualified names of further functions whose callable arguments an event "
     "loop runs"},
    {"MaxChainNotes", OptionKind::Number, "8",
     "how many steps of the call chain are shown; 0 shows all"},
};

namespace {

/// Which effects does the user want to hear of?
class Filter {
public:
  Filter(const program::Program &P, const Options &O)
      : P(P), Level(O.number("Level")) {
    for (llvm::StringRef Word : O.list("Categories")) {
      if (Word == "default")
        Default = true;
      else if (Word == "all")
        All = true;
      else if (Word.consume_front("-"))
        Without.insert(Word);
      else
        Named.insert(Word);
    }
    for (llvm::StringRef Pattern : O.list("Ignore"))
      Ignored.emplace_back(("^(" + Pattern + ")$").str());
  }

  bool counts(const facts::Function &F, const facts::Call &C) const {
    const BlockingEffect &Effect = *C.More->Blocks;
    if (Effect.OnDescriptor &&
        (F.KnowsWouldBlock || P.mayBeNonBlocking(Effect.Descriptor)))
      return false;
    if (Without.contains(Effect.Category) || ignores(Effect.Callee))
      return false;
    if (Named.contains(Effect.Category))
      return true;
    if (Effect.Level > Level)
      return false;
    return All || (Default && !Effect.Brief &&
                   P.allModels().onByDefault(Effect.Category));
  }

  bool countsLock(const facts::Call &C,
                  const llvm::DenseMap<EntityId, program::LongHold> &Held) const {
    const facts::CallDetails &More = *C.More;
    return More.Blocks->Category == "lock" && Default &&
           !Without.contains("lock") && !ignores(More.Blocks->Callee) &&
           More.Lock && Held.contains(program::lockIdentity(*More.Lock));
  }

  bool ignores(llvm::StringRef Name) const {
    return llvm::any_of(Ignored, [&](const llvm::Regex &Pattern) {
      return Pattern.match(Name);
    });
  }

private:
  const program::Program &P;
  unsigned Level;
  bool Default = false, All = false;
  llvm::StringSet<> Named, Without;
  std::vector<llvm::Regex> Ignored;
};

} // namespace

/// What the source shows at a step: the modelled function that invokes a
/// callable, else the callee.
static llvm::StringRef shownName(const program::Program &P,
                                 const facts::Call &C) {
  if (!C.More->Through.empty())
    return C.More->Through.str();
  if (C.More->Blocks)
    return C.More->Blocks->Callee;
  return C.Callee ? P.name(C.Callee) : "callback";
}

static std::string quoted(llvm::StringRef Name) { return ("'" + Name + "'").str(); }

static std::string describe(const program::Program &P,
                            const BlockingChain &Chain) {
  const BlockingEffect &Effect = *Chain.Effect;
  llvm::StringRef First = shownName(P, *Chain.Steps.front().Call);
  std::string Message = quoted(First) + " blocks the event loop";
  if (Chain.Steps.size() > 1 && First != Effect.Callee)
    Message += ": it reaches " + quoted(Effect.Callee);
  Message += " (" + Effect.Category + ")";
  if (!Effect.Replacement.empty())
    Message += "; use " + Effect.Replacement;
  return Message;
}

/// The story from the finding to the blocking function, one step a note.
static void tell(const program::Program &P, const BlockingChain &Chain,
                 unsigned MaxNotes, Finding &Out) {
  unsigned Shown = 0;
  for (const ChainStep &Step : llvm::ArrayRef(Chain.Steps).drop_front()) {
    bool Last = &Step == &Chain.Steps.back();
    // A library function that was passed around stands for its own body.
    if (P.name(Step.Caller->Id) == shownName(P, *Step.Call))
      continue;
    // A cut chain keeps its end: the cause is what the reader looks for.
    if (MaxNotes && ++Shown >= MaxNotes && !Last)
      continue;
    Out.Notes.push_back({Step.Call->Where,
                         ("'" + P.name(Step.Caller->Id) + "' calls '" +
                          shownName(P, *Step.Call) + "' here")
                             .str()});
  }
  std::string Cause = quoted(Chain.Effect->Callee) + " is in category '" +
                      Chain.Effect->Category + "'";
  if (!Chain.Effect->Advice.empty())
    Cause += ": " + Chain.Effect->Advice;
  Out.Notes.push_back({Out.Where, Cause});
}

/// A descriptor that the context treats as non-blocking is one; waiting for
/// what the context knows to be complete takes no time.
static bool mustNotWait(const facts::Function &Context, const facts::Call &C,
                        const BlockingEffect &Effect) {
  return (Effect.OnDescriptor && Context.KnowsWouldBlock) ||
         (Effect.Category == "future-wait" && C.TakesReady);
}

using LongHolds = llvm::DenseMap<EntityId, program::LongHold>;

/// Why is this lock worth a finding?
static void tellLongHold(const facts::Call &Last, const LongHolds &Held,
                         Finding &Out) {
  const facts::Rare<facts::Place> &Lock = Last.More->Lock;
  auto Hold = Lock ? Held.find(program::lockIdentity(*Lock)) : Held.end();
  if (Hold != Held.end())
    Out.Notes.push_back({Hold->second.Where,
                         Hold->second.Suspends
                             ? "the same lock is held across this suspension"
                             : "the same lock is held across this blocking call"});
}

/// Said once a TU: whoever knows it need not read it again.
static void tellHowToConfigure(const BlockingEffect &Effect, Finding &Out) {
  Out.Notes.push_back(
      {Out.Where, "to leave it out, annotate the callee 'cohazard::nonblocking'"
                  " or name it in the option Ignore; for the whole category, "
                  "add '-" +
                      Effect.Category + "' to Categories"});
}

static void detect(const program::Program &P, const Options &O,
                   FindingSink &Out) {
  Filter Wanted(P, O);
  auto MayLeave = [&](llvm::StringRef Name) { return !Wanted.ignores(Name); };
  auto Counts = [&](const facts::Function &F, const facts::Call &C) {
    return Wanted.counts(F, C);
  };
  // A lock counts only where it is known to be held for long: first find what
  // blocks without locks, then who holds one across that.
  program::Blocking Blocks(P, Counts, MayLeave);
  LongHolds Held = program::locksHeldLong(P, Blocks);
  if (!Held.empty())
    Blocks.count([&](const facts::Function &F, const facts::Call &C) {
      return Counts(F, C) || Wanted.countsLock(C, Held);
    });
  AwaitFixes Fixes(P);
  bool Told = false;
  for (const AsyncContext &Context :
       program::asyncContexts(P, Blocks.parameterUses()))
    for (const facts::Call &C : Context.Body->Calls) {
      std::optional<BlockingChain> Chain = Blocks.chainFrom(*Context.Body, C);
      if (!Chain || mustNotWait(*Context.Body, C, *Chain->Effect))
        continue;
      Finding &F = Out.report("blocking-call", C.Where, describe(P, *Chain));
      tell(P, *Chain, O.number("MaxChainNotes"), F);
      tellLongHold(*Chain->Steps.back().Call, Held, F);
      Fixes.add(*Chain, F);
      if (!std::exchange(Told, true))
        tellHowToConfigure(*Chain->Effect, F);
    }
}

const Check checks::BlockingCall = {
    "blocking-call", "a call in event-loop code that can block its thread",
    Specs, detect};

} // namespace cohazard
