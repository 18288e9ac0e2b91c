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
#include "hosts/cli/LintProgram.h"
#include "hosts/cli/Paths.h"
#include "hosts/cli/ProjectCache.h"

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
static cl::opt<unsigned> Jobs("j", cl::Prefix, cl::init(0), cl::value_desc("N"),
                              cl::desc("look at N files at a time; by default "
                                       "as many as there are processors"),
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

/// Links what was read and gives each unit its findings.
static void lintTogether(std::vector<ReadUnit> &Read,
                         const LintOptions &Options, RunOutput &Output,
                         RunTimes &Times) {
  Output.showLinking();
  bool Finished = runGuarded([&] {
    std::vector<facts::TuFacts> Facts;
    for (ReadUnit &Unit : Read)
      Facts.push_back(std::move(Unit.Facts));
    Stopwatch Linking;
    LinkedProgram Program = linkProgram(std::move(Facts));
    Times.Link = Linking.seconds();
    Output.noteStatistics(Program);
    lintProgram(Program, Read, Options, Times);
  });
  if (!Finished)
    Output.noteCrash();
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

static Exit lint(const std::vector<std::string> *Flags,
                 std::optional<FixRequest> Fixing) {
  RunTimes Times;
  Stopwatch Run;
  UnitRequest Request{{Files.begin(), Files.end()}, buildPath(), Flags};
  UnitList List = findUnits(Request);
  requireHeaders(List);
  Expected<RunEnd> End = plannedEnd(List, Fixing, PrintFacts);
  if (!succeeded(End.takeError()))
    return Exit::Failed;
  End->Whole = Files.empty();
  Times.Find = Run.seconds();
  End->Jobs = Jobs ? Jobs : std::max(1U, std::thread::hardware_concurrency());
  LintOptions Options = options();
  SharedCaches Caches;
  openCache(List, Caches.Facts);
  RunOutput Output(List, isQuiet() || PrintFacts, Fixing, End->Outputs);
  enableCrashGuard();
  Stopwatch Reading;
  std::vector<ReadUnit> Read;
  inOrder<ReadUnit>(
      List.Units.size(), End->Jobs,
      [&](size_t I) { return readTu(List.Units[I], Options, Caches); },
      [&](size_t I, ReadUnit Unit) {
        Output.take(I, Unit.Report);
        Times.Units.push_back(
            {displayPath(List.Units[I].File), Unit.Report.Times});
        Read.push_back(std::move(Unit));
      });
  if (Caches.Facts)
    Output.noteCache(Caches.Facts->finish());
  Times.Read = Reading.seconds();
  Times.Jobs = End->Jobs;
  if (PrintFacts)
    return Output.finish();
  lintTogether(Read, Options, Output, Times);
  Stopwatch Concluding;
  Exit Code = concludeRun(List, std::move(Read), *End, Output);
  Times.Conclude = Concluding.seconds();
  if (wantsProfile())
    printProfile(std::move(Times), Run.seconds(), errs());
  return Code;
}

Exit runLint(const std::vector<std::string> *Flags) {
  return lint(Flags, fixRequest());
}

Exit runBaseline(const std::vector<std::string> *Flags) {
  return lint(Flags, std::nullopt);
}

} // namespace cohazard::cli
