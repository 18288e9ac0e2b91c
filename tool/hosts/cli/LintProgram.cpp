#include "hosts/cli/LintProgram.h"
#include "hosts/SiteLocator.h"
#include "hosts/cli/CrashGuard.h"
#include "program/Link.h"
#include "source/LlvmCompat.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/LangOptions.h"
#include "llvm/Support/VirtualFileSystem.h"

using namespace clang;
using namespace clang::tidy;

namespace cohazard::cli {

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
  ProgramLint(llvm::ArrayRef<Unit> Of, std::vector<ReadUnit> &Read,
              const LintOptions &Options)
      : Of(Of), Read(Read), Options(Options) {}

  void run();

private:
  std::vector<Group> groups() const;
  std::vector<int> homesOf(const Group &G) const;
  HomeFiles filesSeenFrom(unsigned Home) const;
  void show(unsigned Home, llvm::ArrayRef<Finding> Findings);

  llvm::ArrayRef<Unit> Of;
  std::vector<ReadUnit> &Read;
  const LintOptions &Options;
  std::vector<std::string> MainFiles;          ///< by unit: real paths
  std::vector<std::vector<std::string>> Known; ///< by unit: real paths
  facts::TuFacts Facts;
  llvm::StringMap<uint32_t> FileNumbers; ///< by real path, in `Facts`
};

} // namespace

/// Units that were read, by what is asked of them.
std::vector<Group> ProgramLint::groups() const {
  std::map<std::pair<llvm::StringRef, const hosts::Settings *>, size_t> Numbers;
  std::vector<Group> Groups;
  for (unsigned I = 0; I < Read.size(); ++I) {
    const ReadUnit &U = Read[I];
    if (U.Report.Failed || U.Report.NoCheckIsOn)
      continue;
    auto [It, New] = Numbers.try_emplace({U.Configuration, U.Settings.get()},
                                         Groups.size());
    if (New)
      Groups.emplace_back();
    Groups[It->second].push_back(I);
  }
  return Groups;
}

/// By the program's files: the unit of \p G that shows findings in it, or -1.
std::vector<int> ProgramLint::homesOf(const Group &G) const {
  std::vector<int> Homes(Facts.Files.Files.size(), -1);
  auto Settle = [&](llvm::StringRef File, unsigned Home) {
    auto Found = FileNumbers.find(File);
    if (Found != FileNumbers.end() && Homes[Found->second] < 0)
      Homes[Found->second] = static_cast<int>(Home);
  };
  for (unsigned I : G)
    Settle(MainFiles[I], I);
  for (unsigned I : G)
    for (const std::string &File : Known[I])
      Settle(File, I);
  return Homes;
}

HomeFiles ProgramLint::filesSeenFrom(unsigned Home) const {
  HomeFiles Out{Facts.Files, Of[Home].File};
  for (size_t I = 0; I < Known[Home].size(); ++I) {
    const std::string &Written = Read[Home].WrittenFiles.Files[I + 1].Path;
    Out.Files.Files[FileNumbers.lookup(Known[Home][I])].Path = Written;
    if (Known[Home][I] == MainFiles[Home])
      Out.Main = Written;
  }
  return Out;
}

/// Hands the findings to clang-tidy's consumer and takes back those to show.
static std::vector<ClangTidyError> filter(llvm::ArrayRef<Finding> Findings,
                                          const FileTable &Files,
                                          ClangTidyContext &Context,
                                          SourceManager &Sources, bool Proves) {
  ClangTidyDiagnosticConsumer &Consumer = static_cast<ClangTidyDiagnosticConsumer &>(
      *Sources.getDiagnostics().getClient());
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

/// Shows \p Findings as if clang had just parsed the unit \p Home, of which only
/// the files with findings are opened.
void ProgramLint::show(unsigned Home, llvm::ArrayRef<Finding> Findings) {
  const Unit &U = Of[Home];
  std::vector<hosts::Mistake> SaidAlready;
  auto Provider = makeProvider(Options.Overrides, SaidAlready);
  if (!Provider) // It was there when the unit was read.
    return llvm::consumeError(Provider.takeError());
  ClangTidyContext Context(std::move(*Provider));
  Context.setCurrentFile(U.File);
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
  UnitReport &Report = Read[Home].Report;
  Report.Findings =
      filter(Findings, Seen.Files, Context, Sources, Options.MakesFixes);
  if (Options.MakesFixes)
    keepTouched(Report.Sources, Sources, Context.getOptions(), Report.Findings);
}

void ProgramLint::run() {
  std::vector<facts::TuFacts> Units;
  for (ReadUnit &U : Read) {
    MainFiles.push_back(U.Facts.MainFile);
    Known.emplace_back();
    for (const FileTable::File &File : llvm::drop_begin(U.Facts.Files.Files))
      Known.back().push_back(File.RealPath);
    Units.push_back(std::move(U.Facts));
  }
  Facts = program::link(std::move(Units));
  for (auto [Number, File] : llvm::enumerate(Facts.Files.Files))
    FileNumbers[File.RealPath] = static_cast<uint32_t>(Number);
  for (const Group &G : groups()) {
    const ReadUnit &First = Read[G.front()];
    Report Found = detect(Facts, First.Checks, First.Settings->library());
    const std::vector<int> Homes = homesOf(G);
    std::map<unsigned, std::vector<Finding>> ByHome;
    for (Finding &F : Found.Findings)
      if (int Home = Homes[F.Where.File.Value]; Home >= 0)
        ByHome[Home].push_back(std::move(F));
    for (const auto &[Home, Findings] : ByHome)
      show(Home, Findings);
  }
}

bool lintProgram(llvm::ArrayRef<Unit> Of, std::vector<ReadUnit> &Read,
                 const LintOptions &Options) {
  return runGuarded([&] { ProgramLint(Of, Read, Options).run(); });
}

} // namespace cohazard::cli
