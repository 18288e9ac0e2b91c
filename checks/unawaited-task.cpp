// Is a task created and never awaited, returned, stored, passed on or detached?
// What counts as a task, and where one is dropped, are facts of each body; this
// check only says so.

#include "Checks.h"
#include "program/Program.h"
#include <algorithm>

namespace cohazard {

using facts::AwaitLegality;
using facts::DropKind;
using facts::DroppedTask;
using facts::TaskForm;

static const OptionSpec OptionRows[] = {
    {"TaskTypes", OptionKind::List, "",
     "classes that are tasks, beside those that can be told by structure"},
    {"FireAndForgetTypes", OptionKind::List, "",
     "classes that may be dropped although they can be awaited"},
    {"ConsumingFunctions", OptionKind::List, "",
     "functions that take work over: what they return may be dropped"},
    {"IgnoreVoidCast", OptionKind::Flag, "true",
     "a cast to void or an assignment to std::ignore drops a task on purpose"},
};

//===-- Wording -----------------------------------------------------------===//

static llvm::StringRef noun(const DroppedTask &Drop) {
  switch (Drop.Form) {
  case TaskForm::Task:
    return "task";
  case TaskForm::Operation:
    return Drop.TakesLock ? "lock operation" : "operation";
  case TaskForm::Sender:
    return "sender";
  case TaskForm::Future:
    return "future";
  }
  return "task";
}

/// `the task returned by 'send_reply'`, `the task 'reply'`
static std::string subject(const DroppedTask &Drop) {
  std::string Text = ("the " + noun(Drop)).str();
  if (!Drop.Variable.empty())
    return Text + " '" + Drop.Variable + "'";
  if (!Drop.Creator.empty())
    return Text + " returned by '" + Drop.Creator + "'";
  return Text + " created here";
}

/// What the program loses, as the end of a sentence.
static llvm::StringRef consequence(const DroppedTask &Drop) {
  if (Drop.TakesLock)
    return "so the lock is not taken";
  if (!Drop.Lazy)
    return "so its result and exception are lost";
  return Drop.Form == TaskForm::Operation ? "so it never starts"
                                          : "so it never runs";
}

static std::string message(const DroppedTask &Drop) {
  if (Drop.BlocksInDestructor)
    return "the future returned by 'std::async' blocks here in its "
           "destructor, so the work does not run in parallel";
  std::string Subject = subject(Drop);
  std::string End = ", " + consequence(Drop).str();
  bool Acts = Drop.Lazy || Drop.TakesLock;
  switch (Drop.How) {
  case DropKind::Discarded:
  case DropKind::Unconsumed:
    return Subject + (Acts ? " is never awaited" : " is dropped") + End;
  case DropKind::UnconsumedPath:
    if (!Acts)
      return Subject + " is dropped on some path, so its result and exception "
                       "may be lost";
    return Subject + " is not awaited on every path, so it may never " +
           (Drop.Form == TaskForm::Operation ? "start" : "run");
  case DropKind::Overwritten:
    return Subject + " is overwritten before it is awaited" + End;
  case DropKind::Tested:
    return Subject + " is tested but never awaited" + End;
  case DropKind::ConvertedToVoid:
    return (Drop.Creator.empty() ? std::string("the task of this coroutine")
                                 : "the task of '" + Drop.Creator + "'") +
           " is dropped by '" + Drop.Taker + "'" + End;
  }
  return Subject;
}

//===-- Fix ---------------------------------------------------------------===//

/// Why is there no fix? Empty where the place is no reason.
static llvm::StringRef whyNot(AwaitLegality Legality) {
  switch (Legality) {
  case AwaitLegality::NotAwaitable:
    return "this coroutine cannot await it";
  case AwaitLegality::NotInCoroutine:
    return "the function around it is no coroutine";
  case AwaitLegality::InHandler:
    return "a catch handler cannot suspend";
  case AwaitLegality::InDefaultArgument:
    return "a default argument cannot suspend";
  case AwaitLegality::InStaticInitializer:
    return "the initialiser of a static variable cannot suspend";
  case AwaitLegality::InMacro:
    return "it stands in a macro";
  case AwaitLegality::InArm:
    return "not every compiler gets an await in a conditional operator that "
           "makes an object right";
  default:
    return "";
  }
}

/// What only the programmer knows of a task that an await where it is created
/// would not mend.
static std::string whatIsNotKnown(const DroppedTask &Drop) {
  switch (Drop.How) {
  case DropKind::UnconsumedPath:
    return "whether it should run on that path is not known";
  case DropKind::Overwritten:
    return "whether it should run before that, or not at all, is not known";
  case DropKind::Unconsumed:
    return Drop.Await.YieldsVoid ? "awaited here it yields nothing that '" +
                                       Drop.Variable + "' could hold"
                                 : "";
  default:
    return "";
  }
}

/// Awaits the task in the expression that creates it. A local would then hold
/// the result: that is what it was for if it guards a lock.
static std::optional<Fix> awaitFix(const DroppedTask &Drop) {
  const facts::AwaitInsertion &A = Drop.Await;
  bool IsLocal = Drop.How == DropKind::Unconsumed;
  bool Proven = A.Legality == AwaitLegality::Legal;
  if ((!Proven && A.Legality != AwaitLegality::Unproven) || Drop.VoidCast ||
      (IsLocal && A.YieldsVoid) ||
      (!IsLocal && Drop.How != DropKind::Discarded &&
       Drop.How != DropKind::Tested))
    return std::nullopt;
  Fix Made;
  Made.Title = "await it";
  Made.NeedsProof = !Proven || IsLocal;
  if (Drop.How == DropKind::Tested)
    Made.WhyUnsafe = "the condition would be that of its result";
  Made.Edits.push_back({A.Begin, 0,
                        std::string(A.ParenthesizeWhole ? "(" : "") +
                            "co_await " + (A.ParenthesizeOperand ? "(" : "")});
  std::string Close(A.ParenthesizeWhole + A.ParenthesizeOperand, ')');
  if (!Close.empty())
    Made.Edits.push_back({A.End, 0, Close});
  return Made;
}

static void addFix(const DroppedTask &Drop, Finding &Out) {
  if (std::optional<Fix> Made = awaitFix(Drop))
    Out.Fixes.push_back(std::move(*Made));
  else if (llvm::StringRef Why = whyNot(Drop.Await.Legality); !Why.empty())
    Out.Notes.push_back({{}, "no fix: " + Why.str()});
  else if (std::string Unknown = whatIsNotKnown(Drop); !Unknown.empty())
    Out.Notes.push_back({{}, "no fix: " + Unknown});
}

//===-- Detection ---------------------------------------------------------===//

static void detect(const program::Program &P, const Options &O,
                   FindingSink &Out) {
  std::vector<const DroppedTask *> Drops;
  for (const facts::Function &F : P.functions())
    for (const DroppedTask &Drop : F.DroppedTasks)
      if (!Drop.VoidCast || !O.flag("IgnoreVoidCast"))
        Drops.push_back(&Drop);
  std::stable_sort(Drops.begin(), Drops.end(),
                   [](const DroppedTask *A, const DroppedTask *B) {
                     return A->Where < B->Where;
                   });
  bool SaidHow = false;
  for (const DroppedTask *Drop : Drops) {
    Finding &Found = Out.report("unawaited-task", Drop->Where, message(*Drop));
    if (Drop->How == DropKind::Overwritten)
      Found.Notes.push_back({Drop->Exit, "overwritten here"});
    else if (Drop->Exit)
      Found.Notes.push_back({Drop->Exit, "not awaited on this path"});
    if (Drop->How == DropKind::Discarded && !SaidHow &&
        O.flag("IgnoreVoidCast"))
      Found.Notes.push_back(
          {{}, "cast it to void if it is dropped on purpose"});
    SaidHow |= Drop->How == DropKind::Discarded;
    addFix(*Drop, Found);
  }
}

const Check checks::UnawaitedTask = {
    "unawaited-task", "a task is created and never awaited or passed on",
    OptionRows, detect};

} // namespace cohazard
