#include "hosts/cli/LintProgram.h"
#include "hosts/SiteLocator.h"
#include "hosts/cli/CrashGuard.h"
#include "hosts/cli/FixPlan.h"
#include "hosts/cli/InOrder.h"
#include "hosts/cli/Paths.h"
#include "program/IndexWriter.h"
#include "source/LlvmCompat.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/LangOptions.h"
#include "llvm/Support/VirtualFileSystem.h"

using namespace clang;
using namespace clang::tidy;

namespace cohazard::cli {

void ProgramLinker::add(facts::TuFacts Facts) {
  Units.push_back({Facts.MainFile, Facts.Directory, Facts.Files});
  // From here on files are spoken of from outside of the unit's directory.
  for (FileTable::File &File : llvm::drop_begin(Facts.Files.Files))
    File.Path = absolutePath(File.Path, Facts.Directory);
  Linker.add(std::move(Facts));
}

LinkedProgram ProgramLinker::finish() && {
  return {std::move(Units), std::move(Linker).finish()};
}

namespace {

/// Units that one question to the program answers, ascending.
using Group = std::vector<unsigned>;

/// The program's files, as a unit knows them.
struct HomeFiles {
  FileTable Files;
  std::string Main;
};

class ProgramLint {
public:
  ProgramLint(const LinkedProgram &Program, std::vector<ReadUnit> &Units,
              const LintOptions &Options, RunTimes &Times)
      : Program(Program), Units(Units), Options(Options), Times(Times) {
    for (auto [Number, File] : llvm::enumerate(Program.Facts.Files.Files))
      FileNumbers[File.RealPath] = static_cast<uint32_t>(Number);
  }

  void run(ProgramTaker BeforeChecks);

private:
  std::vector<Group> groups() const;
  std::vector<int> homesOf(const Group &G) const;
  HomeFiles filesSeenFrom(unsigned Home) const;
  void show(unsigned Home, llvm::ArrayRef<Finding> Findings);

  const LinkedProgram &Program;
  std::vector<ReadUnit> &Units;
  const LintOptions &Options;
  RunTimes &Times;
  llvm::StringMap<uint32_t> FileNumbers; ///< by real path, in the program
};

} // namespace

/// Units that were read, by what is asked of them.
std::vector<Group> ProgramLint::groups() const {
  std::map<std::pair<std::string, const hosts::Settings *>, size_t> Numbers;
  std::vector<Group> Groups;
  for (unsigned I = 0; I < Units.size(); ++I) {
    const ReadUnit &U = Units[I];
    if (U.Report.Failed || U.Report.NoCheckIsOn)
      continue;
    auto [It, New] = Numbers.try_emplace(
        {U.Asked->TidyText, U.Asked->Knowledge.get()}, Groups.size());
    if (New)
      Groups.emplace_back();
    Groups[It->second].push_back(I);
  }
  return Groups;
}

/// By the program's files: the unit of \p G that shows findings in it, or -1.
std::vector<int> ProgramLint::homesOf(const Group &G) const {
  std::vector<int> Homes(Program.Facts.Files.Files.size(), -1);
  auto Settle = [&](llvm::StringRef File, unsigned Home) {
    auto Found = FileNumbers.find(File);
    if (Found != FileNumbers.end() && Homes[Found->second] < 0)
      Homes[Found->second] = static_cast<int>(Home);
  };
  for (unsigned I : G)
    Settle(Program.Units[I].MainFile.RealPath, I);
  for (unsigned I : G)
    for (const FileTable::File &File :
         llvm::drop_begin(Program.Units[I].Files.Files))
      Settle(File.RealPath, I);
  return Homes;
}

HomeFiles ProgramLint::filesSeenFrom(unsigned Home) const {
  const LinkedProgram::Unit &U = Program.Units[Home];
  HomeFiles Out{Program.Facts.Files, U.MainFile.Path};
  for (const FileTable::File &File : llvm::drop_begin(U.Files.Files)) {
    Out.Files.Files[FileNumbers.lookup(File.RealPath)].Path = File.Path;
    if (File.RealPath == U.MainFile.RealPath)
      Out.Main = File.Path;
  }
  return Out;
}

/// Hands the findings to clang-tidy's consumer and takes back those to show.
static std::vector<ClangTidyError>
filter(llvm::ArrayRef<Finding> Findings, const FileTable &Files,
       ClangTidyContext &Context, ClangTidyDiagnosticConsumer &Consumer,
       SourceManager &Sources, bool Proves) {
  LangOptions Language;
  Consumer.BeginSourceFile(Language, /*PP=*/nullptr);
  hosts::SiteLocator Locator(Sources, Files);
  for (const Finding &F : Findings)
    hosts::show(F, Locator, Proves,
                [&](SourceLocation Where, llvm::StringRef Message,
                    DiagnosticIDs::Level Level,
                    llvm::ArrayRef<FixItHint> Hints) {
                  Context.diag("cohazard-" + F.Check, Where, "%0", Level)
                      << Message << Hints;
                });
  Consumer.EndSourceFile();
  return Consumer.take();
}

static std::vector<FixText> textsOf(const Finding &F, bool Proves) {
  std::vector<FixText> Out;
  for (const auto &Each : F.Fixes) {
    bool Safe = hosts::isSafe(Each, Proves);
    Out.push_back({Each.Title, Safe, Each.NeedsProof && Each.WhyUnsafe.empty(),
                   Safe ? "" : hosts::whyNotSafe(Each),
                   Safe ? "" : hosts::unsafeNote(Each)});
  }
  return Out;
}

/// Hints have no title: the findings that passed the filters are looked up.
static void nameFixes(llvm::ArrayRef<Finding> Findings, bool Proves,
                      UnitReport &Report) {
  auto identity = [](const auto &Check, unsigned Offset, const auto &Message) {
    return std::tuple<std::string, unsigned, std::string>(Check, Offset,
                                                          Message);
  };
  std::map<std::tuple<std::string, unsigned, std::string>, const Finding *>
      WithFixes;
  for (const Finding &F : Findings)
    if (!F.Fixes.empty())
      WithFixes[identity("cohazard-" + F.Check, F.Where.Offset, F.Message)] =
          &F;
  for (const ClangTidyError &E : Report.Findings)
    if (auto Found = WithFixes.find(identity(
            E.DiagnosticName, E.Message.FileOffset, E.Message.Message));
        Found != WithFixes.end())
      Report.FixTexts[findingKey(E)] = textsOf(*Found->second, Proves);
}

/// Shows \p Findings as if clang had just parsed the unit \p Home, of which only
/// the files with findings are opened.
void ProgramLint::show(unsigned Home, llvm::ArrayRef<Finding> Findings) {
  const LinkedProgram::Unit &U = Program.Units[Home];
  std::vector<hosts::Mistake> SaidAlready;
  auto Made = makeContext(Options.Overrides, U.MainFile.Path, SaidAlready);
  if (!Made) // It was there when the unit was read.
    return llvm::consumeError(Made.takeError());
  ClangTidyContext &Context = **Made;
  Context.setCurrentBuildDirectory(U.Directory);
  // Which fixes go together is decided where all TUs are known.
  ClangTidyDiagnosticConsumer Consumer(Context, /*ExternalDiagEngine=*/nullptr,
                                       /*RemoveIncompatibleErrors=*/false);
  compat::DiagnosticOptionsHolder Holder;
  auto Diagnostics = compat::makeDiagnostics(Holder, Consumer);
  compat::setDiagnosticsEngine(Context, *Diagnostics);
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Disk(
      llvm::vfs::createPhysicalFileSystem().release());
  Disk->setCurrentWorkingDirectory(U.Directory);
  FileManager Files(FileSystemOptions(), Disk);
  SourceManager Sources(*Diagnostics, Files);
  HomeFiles Seen = filesSeenFrom(Home);
  if (OptionalFileEntryRef Main = Files.getOptionalFileRef(Seen.Main))
    Sources.setMainFileID(
        Sources.createFileID(*Main, SourceLocation(), SrcMgr::C_User));
  Context.setSourceManager(&Sources);
  UnitReport &Report = Units[Home].Report;
  Report.Findings = filter(Findings, Seen.Files, Context, Consumer, Sources,
                           Options.MakesFixes);
  nameFixes(Findings, Options.MakesFixes, Report);
  if (Options.MakesFixes)
    keepTouched(Report.Sources, Sources, Context.getOptions(), Report.Findings);
}

void ProgramLint::run(ProgramTaker BeforeChecks) {
  bool Begun = false;
  for (const Group &G : groups()) {
    const UnitSettings &Asked = *Units[G.front()].Asked;
    const Check *Running = nullptr;
    Stopwatch Watch;
    auto Seen = std::make_shared<const program::Program>(
        Program.Facts, Asked.Knowledge->allModels());
    if (!std::exchange(Begun, true))
      BeforeChecks(Seen);
    Report Found = detect(*Seen, Asked.Checks, [&](const Check *Next) {
      if (Running)
        Times.addCheck(Running->Id, Watch.seconds());
      Running = Next;
      Watch = Stopwatch();
    });
    const std::vector<int> Homes = homesOf(G);
    std::map<unsigned, std::vector<Finding>> ByHome;
    for (Finding &F : Found.Findings)
      if (int Home = Homes[F.Where.File.Value]; Home >= 0)
        ByHome[Home].push_back(std::move(F));
    for (const auto &[Home, Findings] : ByHome)
      show(Home, Findings);
    Times.Filter += Watch.seconds();
  }
}

std::string indexOf(const program::Program &Program, FactsCache *Cache,
                    unsigned Jobs) {
  auto Contents = [&](const std::string &Path) {
    auto Known = Cache ? Cache->contentsOf(Path) : std::nullopt;
    return Known ? Known : program::readContents(Path);
  };
  // A crash is caught on the thread that it happens on only.
  std::atomic<bool> Good = true;
  auto RunParts = [&](unsigned Parts, llvm::function_ref<void(unsigned)> Run) {
    inAnyOrder(Parts, Jobs, [&](size_t Part) {
      if (!runGuarded([&] { Run(Part); }))
        Good = false;
    });
  };
  std::string Bytes;
  Good = runGuarded([&] {
    Bytes = program::encodeIndex(Program, *program::walkThreads(Program, {}),
                                 Contents, Jobs, RunParts);
  }) && Good;
  return Good ? Bytes : std::string();
}

void lintProgram(const LinkedProgram &Program, std::vector<ReadUnit> &Units,
                 const LintOptions &Options, RunTimes &Times,
                 ProgramTaker BeforeChecks) {
  ProgramLint(Program, Units, Options, Times).run(BeforeChecks);
}

} // namespace cohazard::cli
