//===----------------------------------------------------------------------===//
// `cohazard lint`: find the TUs, read each, several at a time, look at the program
// that they are together, and show what was found in the order of the TUs, however
// many work at a time.
//===----------------------------------------------------------------------===//

#include "hosts/cli/ApplyFixes.h"
#include "hosts/cli/Command.h"
#include "hosts/cli/CommonOptions.h"
#include "hosts/cli/CrashGuard.h"
#include "hosts/cli/InOrder.h"
#include "hosts/cli/KnownReport.h"
#include "hosts/cli/LintProgram.h"
#include "hosts/cli/Paths.h"
#include "hosts/cli/ProjectCache.h"
#include "hosts/cli/RunOutput.h"

using namespace llvm;

namespace cohazard::cli {

cl::SubCommand &lintCommand() {
  static cl::SubCommand Command(
      "lint", "find hazards in FILE…, or in every file of the compilation "
              "database; flags for the compiler may follow after --");
  return Command;
}

static cl::list<std::string> Files(cl::Positional, cl::desc("[FILE…]"),
                                   cl::sub(lintCommand()));
static cl::opt<unsigned> Jobs("j", cl::Prefix, cl::init(0), cl::value_desc("N"),
                              cl::desc("look at N files at a time; by default "
                                       "as many as there are processors"),
                              cl::sub(lintCommand()));
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
              cl::sub(lintCommand()));
static cl::opt<bool> NoCache("no-cache",
                             cl::desc("parse every file, and keep nothing"),
                             cl::sub(lintCommand()));
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

static void leaveIndex(const LinkedProgram &Program,
                       ArrayRef<ReadUnit> Units, FactsCache &Cache) {
  // Any unit's will do: what a category means is the same in all.
  for (const ReadUnit &U : Units)
    if (U.Asked && U.Asked->Knowledge)
      return Cache.storeIndex(indexOf(Program, *U.Asked->Knowledge));
}

/// Reads every unit, links them and gives each its findings.
static std::vector<UnitReport> lintUnits(const UnitList &List,
                                         const LintOptions &Options,
                                         SharedCaches &Caches, unsigned AtOnce,
                                         RunOutput &Output) {
  std::vector<ReadUnit> Read;
  ProgramLinker Linker;
  inOrder<ReadUnit>(
      List.Units.size(), AtOnce,
      [&](size_t I) { return readTu(List.Units[I], Options, Caches); },
      [&](size_t I, ReadUnit Unit) {
        Output.take(I, Unit.Report);
        Linker.add(std::move(Unit.Facts));
        Read.push_back(std::move(Unit));
      });
  if (Caches.Facts)
    Output.noteForgotten(Caches.Facts->finish());
  bool Finished = PrintFacts || Output.lookAtProgram([&] {
    // Never freed: that takes a tenth of the time, and the process ends soon.
    const LinkedProgram &Program =
        *new LinkedProgram(std::move(Linker).finish());
    lintProgram(Program, Read, Options);
    if (leavesIndex(Caches))
      leaveIndex(Program, Read, *Caches.Facts);
  });
  std::vector<UnitReport> Reports = takeReports(std::move(Read));
  if (Finished)
    if (auto Known = knownUnits(List.Units, Options, Caches))
      remember(Known->Key, Reports, *Caches.Facts);
  return Reports;
}

/// What an earlier run has found, if nothing has changed since.
static std::optional<std::vector<UnitReport>>
knownReports(const UnitList &List, const LintOptions &Options,
             SharedCaches &Caches, RunOutput &Output) {
  std::optional<KnownUnits> Known = knownUnits(List.Units, Options, Caches);
  if (!Known || (leavesIndex(Caches) && !Caches.Facts->hasIndex()) ||
      !recall(*Known, *Caches.Facts))
    return std::nullopt;
  for (auto [Index, Report] : enumerate(Known->Reports))
    Output.take(Index, Report);
  Output.noteForgotten(Caches.Facts->finish());
  return std::move(Known->Reports);
}

Exit runLint(const std::vector<std::string> *Flags) {
  UnitRequest Request{{Files.begin(), Files.end()}, buildPath(), Flags};
  UnitList List = findUnits(Request);
  requireHeaders(List);
  LintOptions Options = options();
  SharedCaches Caches{UnitSettingsCache(Options.Overrides), std::nullopt};
  openCache(List, Caches.Facts);
  std::optional<FixRequest> Fixing = fixRequest();
  RunOutput Output(List, isQuiet() || PrintFacts, Fixing);
  enableCrashGuard();
  unsigned AtOnce =
      Jobs ? Jobs : std::max(1U, std::thread::hardware_concurrency());
  std::optional<std::vector<UnitReport>> Reports =
      knownReports(List, Options, Caches, Output);
  if (!Reports)
    Reports = lintUnits(List, Options, Caches, AtOnce, Output);
  if (Fixing) {
    Output.showProving(*Reports);
    Output.showFixes(*Reports, applyFixes(*Reports, *Fixing, AtOnce));
  } else {
    Output.showFindings(*Reports);
  }
  return Output.finish();
}

} // namespace cohazard::cli
