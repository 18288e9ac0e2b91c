//===----------------------------------------------------------------------===//
// `cohazard lint`: find the TUs, read each, several at a time, look at the program
// that they are together, and show what was found in the order of the TUs, however
// many work at a time.
//===----------------------------------------------------------------------===//

#include "hosts/cli/Command.h"
#include "hosts/cli/CommonOptions.h"
#include "hosts/cli/ConcludeRun.h"
#include "hosts/cli/CrashGuard.h"
#include "hosts/cli/InOrder.h"
#include "hosts/cli/Jobs.h"
#include "hosts/cli/KnownReport.h"
#include "hosts/cli/LeftBehind.h"
#include "hosts/cli/LintProgram.h"
#include "hosts/cli/Paths.h"
#include "hosts/cli/ProjectCache.h"
#include "program/ThreadWalk.h"

using namespace llvm;

namespace cohazard::cli {

cl::SubCommand &lintCommand() {
  static cl::SubCommand Command(
      "lint", "find hazards in FILE…, or in every file of the compilation "
              "database; flags for the compiler may follow after --");
  return Command;
}

static cl::list<std::string> Files(cl::Positional, cl::desc("[FILE…]"),
                                   cl::sub(lintCommand()),
                                   cl::sub(baselineCommand()));
namespace {
enum class FixWord { Safe, Unsafe, Dry };
} // namespace
static cl::list<FixWord> Fix(
    "fix", cl::ValueOptional, cl::CommaSeparated,
    cl::desc("mend what can be mended safely, after proving that every file "
             "still compiles; with words, of which there may be several:"),
    cl::values(clEnumValN(FixWord::Safe, "", ""),
               clEnumValN(FixWord::Safe, "safe", "the same"),
               clEnumValN(FixWord::Unsafe, "unsafe",
                          "also what may change the meaning; the notes say "
                          "how"),
               clEnumValN(FixWord::Dry, "dry",
                          "write nothing, print the difference for 'patch "
                          "-p1' on standard output, findings on standard "
                          "error")),
    cl::sub(lintCommand()));
static cl::opt<bool> PrintFacts("facts",
                                cl::desc("print what the analysis knows of "
                                         "each file instead of linting it"),
                                cl::sub(lintCommand()));
static cl::opt<std::string>
    CachePath("cache", cl::value_desc("folder"),
              cl::desc("where facts are kept for the next run; by default "
                       ".cache/cohazard in the folder that holds the database "
                       "and its files"),
              cl::sub(lintCommand()), cl::sub(baselineCommand()));
static cl::opt<bool> NoCache("no-cache",
                             cl::desc("parse every file, and keep nothing"),
                             cl::sub(lintCommand()),
                             cl::sub(baselineCommand()));
static std::optional<FixRequest> fixRequest() {
  if (Fix.empty() || PrintFacts)
    return std::nullopt;
  return FixRequest{is_contained(Fix, FixWord::Unsafe),
                    is_contained(Fix, FixWord::Dry)};
}

static LintOptions options() {
  LintOptions O = commonOptions();
  O.PrintFacts = PrintFacts;
  O.MakesFixes = fixRequest().has_value();
  return O;
}

/// Opens the cache of the run, if it has one.
static void openCache(const UnitList &List, std::optional<FactsCache> &Cache) {
  std::string Folder = CachePath.empty() ? cacheFolder(List)
                                         : absolutePath(CachePath);
  if (NoCache || PrintFacts || Folder.empty())
    return;
  FactsCache::Options Wanted;
  Wanted.Directory = std::move(Folder);
  Cache.emplace(std::move(Wanted), [](std::string Note) {
    errs() << "note: " << Note << '\n';
  });
}

/// Only a run over all of a project knows all of the program.
static bool leavesIndex(const SharedCaches &Caches) {
  return Caches.Facts && Files.empty();
}

namespace {

/// What a run has on its way from the units to their findings.
struct LintRun {
  explicit LintRun(const UnitList &List) : List(List) {}

  const UnitList &List;
  const LintOptions Options = options();
  SharedCaches Caches{UnitSettingsCache(Options.Overrides), std::nullopt};
  LeftBehind Left{Caches.Facts};
  RunTimes Times;

  std::optional<std::vector<UnitReport>> recallReports(RunOutput &Output);
  std::vector<UnitReport> makeReports(RunOutput &Output);

private:
  std::vector<ReadUnit> read(RunOutput &Output, ProgramLinker &Linker);
  void lookAt(std::vector<ReadUnit> &Units, ProgramLinker &Linker,
              RunOutput &Output);
};

} // namespace

/// What an earlier run has found, if nothing has changed since.
std::optional<std::vector<UnitReport>>
LintRun::recallReports(RunOutput &Output) {
  if (wantsStatistics()) // Which only the facts tell.
    return std::nullopt;
  std::optional<KnownUnits> Known = knownUnits(List.Units, Options, Caches);
  if (!Known || (leavesIndex(Caches) && !Caches.Facts->hasIndex()) ||
      !recall(*Known, *Caches.Facts))
    return std::nullopt;
  for (auto [Index, Report] : enumerate(Known->Reports))
    Output.take(Index, Report);
  Output.noteForgotten(Caches.Facts->finish());
  return std::move(Known->Reports);
}

std::vector<ReadUnit> LintRun::read(RunOutput &Output,
                                    ProgramLinker &Linker) {
  Stopwatch Reading;
  std::vector<ReadUnit> Read;
  inOrder<ReadUnit>(
      List.Units.size(), Times.Jobs,
      [&](size_t I) { return readTu(List.Units[I], Options, Caches); },
      [&](size_t I, ReadUnit Unit) {
        Output.take(I, Unit.Report);
        Times.Units.push_back(
            {displayPath(List.Units[I].File), Unit.Report.Times});
        Linker.add(std::move(Unit.Facts));
        Read.push_back(std::move(Unit));
      });
  Left.finishCache(Times.Jobs);
  Times.Read = Reading.seconds();
  return Read;
}

/// Links what was read and gives each unit its findings.
void LintRun::lookAt(std::vector<ReadUnit> &Units, ProgramLinker &Linker,
                     RunOutput &Output) {
  Stopwatch Linking;
  // Never freed: that takes a tenth of the time, and the process ends soon.
  const LinkedProgram &Program =
      *new LinkedProgram(std::move(Linker).finish());
  Times.Link = Linking.seconds();
  Output.noteStatistics(Program);
  // Any unit's knowledge will do for the index: what a category means is the same
  // in all. The walk is what the index and the check share, so it comes first.
  lintProgram(Program, Units, Options, Times, [&](auto Seen) {
    if (!leavesIndex(Caches))
      return;
    Stopwatch Walking;
    program::walkThreads(*Seen, {});
    Times.Walk = Walking.seconds();
    Left.makeIndex(std::move(Seen), Times.Jobs);
  });
}

std::vector<UnitReport> LintRun::makeReports(RunOutput &Output) {
  ProgramLinker Linker;
  std::vector<ReadUnit> Units = read(Output, Linker);
  bool Finished = PrintFacts || Output.lookAtProgram([&] {
    lookAt(Units, Linker, Output);
  });
  std::vector<UnitReport> Reports = takeReports(std::move(Units));
  if (Finished)
    if (auto Known = knownUnits(List.Units, Options, Caches))
      Left.keepReport(Known->Key, encodeReport(Reports));
  Output.noteForgotten(Left.forgotten());
  if (Options.MakesFixes)
    Left.awaitIndex();
  return Reports;
}

static Exit lint(const std::vector<std::string> *Flags,
                 std::optional<FixRequest> Fixing) {
  Stopwatch Watch;
  UnitRequest Request{{Files.begin(), Files.end()}, buildPath(), Flags,
                      pathMappings()};
  UnitList List = findUnits(Request);
  requireHeaders(List);
  Expected<RunEnd> End = plannedEnd(List, Fixing, PrintFacts);
  if (!succeeded(End.takeError()))
    return Exit::Failed;
  End->Whole = Files.empty();
  Expected<unsigned> Jobs = jobsWanted();
  if (!succeeded(Jobs.takeError()))
    return Exit::Failed;
  End->Jobs = *Jobs;
  LintRun Run(List);
  Run.Times.Find = Watch.seconds();
  Run.Times.Jobs = End->Jobs;
  openCache(List, Run.Caches.Facts);
  RunOutput Output(List, isQuiet() || PrintFacts, Fixing, End->Outputs);
  enableCrashGuard();
  std::optional<std::vector<UnitReport>> Reports = Run.recallReports(Output);
  if (!Reports)
    Reports = Run.makeReports(Output);
  if (PrintFacts)
    return Output.finish();
  const Exit Code = concludeRun(List, std::move(*Reports), *End, Output,
                                std::move(Run.Times), Watch);
  Run.Left.write();
  return Code;
}

Exit runLint(const std::vector<std::string> *Flags) {
  return lint(Flags, fixRequest());
}

Exit runBaseline(const std::vector<std::string> *Flags) {
  return lint(Flags, std::nullopt);
}

} // namespace cohazard::cli
