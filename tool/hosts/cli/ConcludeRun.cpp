#include "hosts/cli/ConcludeRun.h"
#include "hosts/cli/CommonOptions.h"
#include "hosts/cli/MakeReport.h"
#include "hosts/cli/Paths.h"
#include "hosts/cli/WriteFiles.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace cohazard::cli {

cl::SubCommand &baselineCommand() {
  static cl::SubCommand Command(
      "baseline", "write the findings of FILE…, or of every file of the "
                  "database, to a file for 'cohazard lint --baseline'");
  return Command;
}

static cl::opt<std::string> BaselineOutput("o", cl::Required,
                                           cl::value_desc("file"),
                                           cl::desc("the file to write"),
                                           cl::sub(baselineCommand()));

Expected<RunEnd> plannedEnd(const UnitList &List,
                            std::optional<FixRequest> Fixing, bool PrintsElse) {
  RunEnd End;
  End.Fixing = Fixing;
  End.Root =
      rootFolder().empty() ? projectRoot(List) : absolutePath(rootFolder());
  if (baselineCommand())
    return End; // It shows nothing and compares with nothing.
  Expected<std::vector<ReportOutput>> Outputs =
      reportOutputs(PrintsElse              ? "what --facts prints"
                    : Fixing && Fixing->Dry ? "what --fix=dry prints"
                                            : "");
  if (!Outputs)
    return Outputs.takeError();
  End.Outputs = std::move(*Outputs);
  Expected<Selection> By = readSelection(End.Root);
  if (!By)
    return By.takeError();
  End.By = std::move(*By);
  return End;
}

static Exit concludeBaseline(RunReport Report, RunOutput &Output) {
  std::string Text = encodeBaseline(Report);
  if (Output.finish(std::move(Report)) == Exit::Failed) {
    errs() << "error: '" << BaselineOutput
           << "' is not written: findings of "
              "what could not be looked at would be missing\n";
    return Exit::Failed;
  }
  return succeeded(writeWhole(BaselineOutput, Text)) ? Exit::Clean
                                                     : Exit::Failed;
}

/// Only a page shows more of a file than the lines that it speaks of.
static bool showsSource(const RunEnd &End) {
  return any_of(End.Outputs, [](const ReportOutput &Output) {
    return Output.Format == ReportFormat::Html;
  });
}

static Exit conclude(const UnitList &List, std::vector<UnitReport> Reports,
                     const RunEnd &End, RunOutput &Output) {
  // Reads the files that findings are in, before anything is changed.
  RunReport Report = makeReport(List, Reports, End.Root, showsSource(End));
  if (baselineCommand())
    return concludeBaseline(std::move(Report), Output);
  if (End.By.Known)
    Output.noteDifferences(differencesFrom(*End.By.Known, Report));
  select(End.By, End.Whole, Report, Reports);
  if (End.Fixing) {
    Output.showProving(Reports);
    FixOutcome Outcome = applyFixes(Reports, *End.Fixing, End.Jobs);
    noteOutcomes(Report, Outcome.Plan, End.Fixing->Dry);
    Output.showFixes(Reports, Outcome);
  } else {
    Output.showFindings(Reports);
  }
  return Output.finish(std::move(Report));
}

Exit concludeRun(const UnitList &List, std::vector<UnitReport> Reports,
                 const RunEnd &End, RunOutput &Output, RunTimes Times,
                 const Stopwatch &Run) {
  Stopwatch Concluding;
  Exit Code = conclude(List, std::move(Reports), End, Output);
  Times.Conclude = Concluding.seconds();
  if (wantsProfile())
    printProfile(std::move(Times), Run.seconds(), errs());
  return Code;
}

} // namespace cohazard::cli
