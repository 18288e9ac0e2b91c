#include "hosts/cli/RunOutput.h"
#include "hosts/cli/CommonOptions.h"
#include "hosts/cli/CrashGuard.h"
#include "hosts/cli/Paths.h"
#include "hosts/cli/WriteFiles.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace cohazard::cli {

RunOutput::RunOutput(const UnitList &List, bool Quiet,
                     std::optional<FixRequest> Fixing,
                     std::vector<ReportOutput> TheOutputs)
    : List(List), Quiet(Quiet),
      Interactive(!Quiet && sys::Process::StandardErrIsDisplayed()),
      Fixing(Fixing), Outputs(std::move(TheOutputs)) {
  // A difference has standard output for itself.
  bool ToErrors = Fixing && Fixing->Dry;
  for (const ReportOutput &Output : Outputs) {
    if (Output.Format != ReportFormat::Text)
      continue;
    if (!Output.File.empty())
      Findings.emplace(TextFile, /*Color=*/false);
    else if (ToErrors)
      Findings.emplace(errs(), sys::Process::StandardErrHasColors());
    else
      Findings.emplace(outs(), sys::Process::StandardOutHasColors());
  }
  for (const std::string &Error : List.Errors)
    errs() << "error: " << Error << '\n';
  if (!Quiet)
    for (const std::string &Note : List.Notes)
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

bool RunOutput::lookAtProgram(function_ref<void()> Work) {
  if (Interactive && List.Units.size() > 1)
    errs() << "\rlooking at the whole program\x1b[K";
  if (runGuarded(Work))
    return true;
  clearProgress();
  Crashed = true;
  errs() << "error: the analysis of the whole program crashed; please report "
            "it. To find the file that it is about, lint some files at a time\n";
  return false;
}

void RunOutput::noteStatistics(const LinkedProgram &Program) {
  if (!wantsStatistics())
    return;
  clearProgress();
  printStatistics(Program.Facts, Program.Units.size() - NotParsed - Unchecked,
                  errs());
}

void RunOutput::noteDifferences(ArrayRef<std::string> Lines) {
  clearProgress();
  for (const std::string &Line : Lines)
    errs() << "note: " << Line << '\n';
}

void RunOutput::showFindings(ArrayRef<UnitReport> Reports) {
  clearProgress();
  if (Findings)
    for (const UnitReport &Report : Reports)
      Findings->show(Report.Findings);
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
  if (Findings)
    for (const UnitReport &Report : Reports)
      Findings->readFilesOf(Report.Findings);
  if (Interactive)
    errs() << "\rproving that all files compile with the fixes\x1b[K";
}

void RunOutput::showFixes(ArrayRef<UnitReport> Reports,
                          const FixOutcome &Outcome) {
  clearProgress();
  if (wantsStatistics())
    printStatistic(Outcome.Parses, "parses to prove the fixes", errs());
  if (Findings)
    for (const UnitReport &Report : Reports)
      Findings->show(Report.Findings, Outcome.Plan, Fixing->Dry);
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

/// By check, and what can be done about them.
static void showBreakdown(const RunReport &Report) {
  StringRef Between = "";
  for (const auto &[Check, Count] : Report.findingsByCheck()) {
    errs() << Between << Count << ' ' << Check;
    Between = ", ";
  }
  unsigned Safe = 0, Unsafe = 0;
  for (const ReportedFinding &F : Report.Findings) {
    bool ByFix = any_of(F.Fixes, [](const ReportFix &Fix) {
      return Fix.Safe || Fix.MadeWithProof;
    });
    Safe += ByFix;
    Unsafe += !ByFix && !F.Fixes.empty();
  }
  if (Safe)
    errs() << "; --fix may mend " << Safe;
  if (Unsafe)
    errs() << "; --fix=unsafe may mend " << Unsafe << (Safe ? " more" : "");
  errs() << '\n';
}

/// What a baseline or a change has to do with it.
static void showComparison(const RunReport &Report) {
  if (Report.HasBaseline)
    errs() << "; " << Report.Known.size() << " known from the baseline";
  if (!Report.Fixed.empty())
    errs() << "; " << Report.Fixed.size() << " of the baseline fixed";
  if (Report.OutsideOfChange)
    errs() << "; " << *Report.OutsideOfChange
           << " that the change has nothing to do with";
}

void RunOutput::showSummary(const RunReport &Report) {
  if (Quiet)
    return;
  for (const BaselineEntry &E : Report.Fixed)
    errs() << "fixed: " << displayPath(E.File, Report.Root) << ": " << E.Source
           << " [" << E.Check << "]\n";
  size_t N = Report.Findings.size();
  errs() << counted(N, Report.HasBaseline ? "new finding" : "finding") << " in "
         << counted(List.Units.size() - NotParsed - Unchecked, "file");
  showComparison(Report);
  if (NotParsed)
    errs() << "; " << counted(NotParsed, "file") << " could not be parsed";
  if (Reused)
    errs() << "; " << counted(Reused, "file") << " unchanged";
  errs() << '\n';
  if (N && !Fixing) // Else what became of each is told by check.
    showBreakdown(Report);
  errs() << FixSummary;
  if (Forgotten)
    errs() << "note: facts of " << counted(Forgotten, "file")
           << " were dropped: they are a month old, or the cache is full\n";
}

Exit RunOutput::exitOf(const RunReport &Report, bool NothingIsOn) const {
  if (!List.Errors.empty() || NotParsed || HasMistakes || NothingIsOn ||
      FixesFailed || Crashed)
    return Exit::Failed;
  if (failOn() == FailOn::Never || baselineCommand())
    return Exit::Clean;
  bool LeftOut = !Report.Known.empty() || Report.OutsideOfChange.value_or(0);
  return Report.Findings.size() > Fixed || (failOn() == FailOn::Any && LeftOut)
             ? Exit::Findings
             : Exit::Clean;
}

/// Clean if all could be written.
Exit RunOutput::writeOutputs(const RunReport &Report) {
  Exit Done = Exit::Clean;
  for (const ReportOutput &Output : Outputs) {
    bool IsText = Output.Format == ReportFormat::Text;
    if (IsText && Output.File.empty())
      continue; // shown already
    if (!succeeded(IsText ? writeWhole(Output.File, TextBytes)
                          : write(Report, Output)))
      Done = Exit::Failed;
  }
  return Done;
}

Exit RunOutput::finish(RunReport Report) {
  clearProgress();
  showUnknownFlags();
  bool NothingIsOn = Unchecked && Unchecked == List.Units.size();
  if (NothingIsOn)
    errs() << "error: no check is on; see Checks in .clang-tidy, or pass "
              "--checks='cohazard-*'\n";
  showSummary(Report);
  Exit Code = exitOf(Report, NothingIsOn);
  Report.ExitCode = static_cast<int>(Code);
  return std::max(Code, writeOutputs(Report));
}

} // namespace cohazard::cli
