//===----------------------------------------------------------------------===//
// `cohazard report`: what is there to say about a program that was linked? The
// same as `cohazard lint` says of its files.
//===----------------------------------------------------------------------===//

#include "hosts/cli/Command.h"
#include "hosts/cli/CommonOptions.h"
#include "hosts/cli/ConcludeRun.h"
#include "hosts/cli/CrashGuard.h"
#include "hosts/cli/ProgramIndex.h"
#include "hosts/cli/ProjectCache.h"

using namespace llvm;

namespace cohazard::cli {

cl::SubCommand &reportCommand() {
  static cl::SubCommand Command("report",
                                "find hazards in a program that was linked");
  return Command;
}

static cl::opt<std::string> IndexFile(cl::Positional, cl::Required,
                                      cl::desc("INDEX"),
                                      cl::sub(reportCommand()));

Exit runReport() {
  RunTimes Times;
  Stopwatch Run;
  Expected<LinkedProgram> Program = readIndex(IndexFile, buildFingerprint());
  if (!Program) {
    succeeded(Program.takeError());
    return Exit::Failed;
  }
  UnitList List;
  for (const LinkedProgram::Unit &U : Program->Units)
    List.Units.push_back({U.MainFile.Path, U.Directory, {}});
  Expected<RunEnd> End = plannedEnd(List);
  if (!succeeded(End.takeError()))
    return Exit::Failed;
  const LintOptions Options = commonOptions();
  RunOutput Output(List, isQuiet(), std::nullopt, End->Outputs);
  UnitSettingsCache Settings(Options.Overrides);
  std::vector<ReadUnit> Units(List.Units.size());
  for (auto [I, U] : enumerate(Units)) {
    configure(List.Units[I].File, Options, Settings, U);
    Output.take(I, U.Report);
  }
  Times.Read = Run.seconds();
  Output.noteStatistics(*Program);
  enableCrashGuard();
  Output.lookAtProgram([&] { lintProgram(*Program, Units, Options, Times); });
  return concludeRun(List, takeReports(std::move(Units)), *End, Output,
                     std::move(Times), Run);
}

} // namespace cohazard::cli
