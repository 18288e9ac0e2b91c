#include "hosts/cli/RunOutput.h"
#include "hosts/cli/Paths.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace cohazard::cli {

/// Standard output, unless it is to be a difference and no more.
static bool findingsGoToErrors(const std::optional<FixRequest> &Fixing) {
  return Fixing && Fixing->Dry;
}

RunOutput::RunOutput(const UnitList &List, bool Quiet,
                     std::optional<FixRequest> Fixing)
    : List(List), Quiet(Quiet),
      Interactive(!Quiet && sys::Process::StandardErrIsDisplayed()),
      Fixing(Fixing), Findings(findingsGoToErrors(Fixing) ? errs() : outs(),
                               findingsGoToErrors(Fixing)
                                   ? sys::Process::StandardErrHasColors()
                                   : sys::Process::StandardOutHasColors()) {
  for (const std::string &Error : List.Errors)
    errs() << "error: " << Error << '\n';
  for (const std::string &Note : List.Notes)
    if (!Quiet)
      errs() << "note: " << Note << '\n';
  showProgress(0);
}

void RunOutput::showProgress(size_t Done) {
  if (Interactive && Done < List.Units.size())
    errs() << "\r[" << Done + 1 << '/' << List.Units.size() << "] "
           << displayPath(List.Units[Done].File) << "\x1b[K";
}

void RunOutput::clearProgress() {
  if (Interactive)
    errs() << "\r\x1b[K";
}

void RunOutput::showErrors(const Unit &U, const UnitReport &Report) {
  errs() << Report.Errors;
  if (Report.Failed) {
    ++NotParsed;
    errs() << "error: '" << displayPath(U.File)
           << "' does not parse: nothing is reported for it\n";
  }
  for (hosts::Mistake M : Report.Mistakes) {
    HasMistakes = true;
    if (!M.File.empty())
      M.File = displayPath(M.File);
    std::string Text = hosts::format(M);
    if (Said.insert(Text).second)
      errs() << Text << '\n';
  }
}

void RunOutput::take(size_t Index, const UnitReport &Report) {
  clearProgress();
  showErrors(List.Units[Index], Report);
  for (const std::string &Flag : Report.UnknownFlags)
    if (!is_contained(UnknownFlags, Flag))
      UnknownFlags.push_back(Flag);
  Unchecked += Report.NoCheckIsOn;
  Reused += Report.Reused;
  outs() << Report.Facts;
  outs().flush();
  showProgress(Index + 1);
}

void RunOutput::noteCache(const CacheSummary &Summary) {
  Forgotten = Summary.Removed;
}

void RunOutput::showLinking() {
  if (Interactive && List.Units.size() > 1)
    errs() << "\rlooking at the whole program\x1b[K";
}

void RunOutput::noteCrash() {
  clearProgress();
  Crashed = true;
  errs() << "error: the analysis of the whole program crashed; please report "
            "it. To find the file that it is about, lint some files at a time\n";
}

void RunOutput::showFindings(ArrayRef<UnitReport> Reports) {
  clearProgress();
  for (const UnitReport &Report : Reports)
    Findings.show(Report.Findings);
  outs().flush();
}

static std::string counted(size_t N, StringRef What) {
  return std::to_string(N) + " " + What.str() + (N == 1 ? "" : "s");
}

/// In words, why a finding is left.
static StringRef whyLeft(const PlannedFix &Fix) {
  switch (Fix.State) {
  case FixState::None:
    return "no fix";
  case FixState::UnsafeOnly:
    return "unsafe, made by --fix=unsafe";
  default:
    return Fix.InBrief;
  }
}

/// What was fixed, and what was not and why: how many of each check.
static std::string summaryOf(const FixOutcome &Outcome, bool Dry) {
  std::map<std::string, unsigned> Made, Left;
  unsigned CountMade = 0;
  for (const PlannedFix &Fix : Outcome.Plan.Fixes) {
    if (Fix.State == FixState::Made)
      ++CountMade, ++Made[Fix.Check];
    else
      ++Left[(Fix.Check + " (" + whyLeft(Fix) + ")").str()];
  }
  std::string Out;
  auto List = [&](const std::map<std::string, unsigned> &Counts) {
    StringRef Between = ": ";
    for (const auto &[What, N] : Counts) {
      Out += (Between + Twine(N) + " " + What).str();
      Between = ", ";
    }
    Out += '\n';
  };
  if (CountMade) {
    Out += std::to_string(CountMade) +
           (Dry ? " would be fixed in " : " fixed in ") +
           counted(Outcome.FilesChanged, "file");
    List(Made);
  }
  if (!Left.empty()) {
    Out += std::to_string(Outcome.Plan.Fixes.size() - CountMade) + " left";
    List(Left);
  }
  return Out;
}

void RunOutput::showProving(ArrayRef<UnitReport> Reports) {
  // They are shown as they were before the fixes.
  for (const UnitReport &Report : Reports)
    Findings.readFilesOf(Report.Findings);
  if (Interactive)
    errs() << "\rproving that all files compile with the fixes\x1b[K";
}

void RunOutput::showFixes(ArrayRef<UnitReport> Reports,
                          const FixOutcome &Outcome) {
  clearProgress();
  for (const UnitReport &Report : Reports)
    Findings.show(Report.Findings, Outcome.Plan, Fixing->Dry);
  outs() << Outcome.Diff;
  outs().flush();
  for (const std::string &Error : Outcome.Errors)
    errs() << "error: " << Error << '\n';
  FixesFailed = !Outcome.Errors.empty();
  if (!Fixing->Dry)
    Fixed = count_if(Outcome.Plan.Fixes, [](const PlannedFix &Fix) {
      return Fix.State == FixState::Made;
    });
  FixSummary = summaryOf(Outcome, Fixing->Dry);
}

/// One note for the run: a build says the same flags for each of its files.
void RunOutput::showUnknownFlags() {
  if (UnknownFlags.empty() || Quiet)
    return;
  errs() << "note: flags that clang does not know were left out: "
         << join(UnknownFlags, " ") << '\n';
}

void RunOutput::showSummary() {
  if (Quiet)
    return;
  errs() << counted(Findings.shown(), "finding") << " in "
         << counted(List.Units.size() - NotParsed - Unchecked, "file");
  if (NotParsed)
    errs() << "; " << counted(NotParsed, "file") << " could not be parsed";
  if (Reused)
    errs() << "; " << counted(Reused, "file") << " unchanged";
  errs() << '\n' << FixSummary;
  if (Forgotten)
    errs() << "note: facts of " << counted(Forgotten, "file")
           << " were dropped: they are a month old, or the cache is full\n";
}

Exit RunOutput::finish() {
  clearProgress();
  showUnknownFlags();
  bool NothingIsOn = Unchecked && Unchecked == List.Units.size();
  if (NothingIsOn)
    errs() << "error: no check is on; see Checks in .clang-tidy, or pass "
              "--checks='cohazard-*'\n";
  showSummary();
  if (!List.Errors.empty() || NotParsed || HasMistakes || NothingIsOn ||
      FixesFailed || Crashed)
    return Exit::Failed;
  return Findings.shown() > Fixed ? Exit::Findings : Exit::Clean;
}

} // namespace cohazard::cli
