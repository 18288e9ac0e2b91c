#include "hosts/cli/MakeReport.h"
#include "Build.h"
#include "hosts/Urls.h"
#include "hosts/cli/CheckPages.h"
#include "hosts/cli/ContentHash.h"
#include "hosts/cli/Paths.h"
#include "hosts/cli/ProjectCache.h"
#include "hosts/cli/SourceFiles.h"
#include "hosts/cli/TextOutput.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <set>

using namespace clang;
using namespace clang::tidy;
using llvm::StringRef;

namespace cohazard::cli {

std::string projectRoot(const UnitList &List) {
  std::string Start =
      List.Units.empty() ? absolutePath(".") : List.Units.front().File;
  for (StringRef Folder = Start; !Folder.empty();
       Folder = llvm::sys::path::parent_path(Folder))
    if (llvm::sys::fs::exists(Folder + "/.git"))
      return Folder.str();
  std::string Project = projectFolder(List);
  return Project.empty() ? absolutePath(".") : Project;
}

namespace {

class ReportMaker {
public:
  explicit ReportMaker(const std::string &Root) : Sources(Root) {
    Out.Root = Root;
    Out.Version = COHAZARD_VERSION;
    Out.Build = hosts::BuildId;
    Out.Url = COHAZARD_DOCS_URL;
  }

  void add(const Unit &U, const UnitReport &Report);
  RunReport take(bool WithLines) &&;

private:
  void add(const ClangTidyError &F, llvm::ArrayRef<FixText> Texts);
  /// Adds a fix whose edits are at \p M, unless one of its files is gone.
  void addFix(const FixText &Text, const tooling::DiagnosticMessage &M,
              StringRef Directory, ReportedFinding &To);
  ReportPlace placeOf(const tooling::DiagnosticMessage &M, StringRef Directory);
  void nameChecks();
  void fingerprint();
  void keepLines();

  SourceFiles Sources;
  RunReport Out;
  std::map<std::string, const Check *> ChecksById;
  std::set<std::string> Options;
  llvm::StringSet<> Seen;
};

} // namespace

ReportPlace ReportMaker::placeOf(const tooling::DiagnosticMessage &M,
                                 StringRef Directory) {
  if (M.FilePath.empty())
    return {};
  return Sources.tokenAt(absolutePath(M.FilePath, Directory), M.FileOffset);
}

void ReportMaker::addFix(const FixText &Text,
                         const tooling::DiagnosticMessage &M,
                         StringRef Directory, ReportedFinding &To) {
  ReportFix Made{Text.Title, Text.IsSafe, Text.NeedsProof, Text.WhyNotSafe, {}};
  for (const auto &OfFile : M.Fix) {
    std::string Path = absolutePath(OfFile.getKey(), Directory);
    for (const tooling::Replacement &R : OfFile.getValue())
      for (const TextEdit &E :
           fitted(Sources.contents(Path),
                  {R.getOffset(), R.getLength(), R.getReplacementText().str()}))
        Made.Edits.push_back(
            {Sources.stretch(Path, static_cast<unsigned>(E.Offset),
                             static_cast<unsigned>(E.Length)),
             E.Text});
  }
  llvm::stable_sort(Made.Edits, [](const ReportEdit &A, const ReportEdit &B) {
    return std::tie(A.Where.Path, A.Where.Offset) <
           std::tie(B.Where.Path, B.Where.Offset);
  });
  if (llvm::all_of(Made.Edits, [](const ReportEdit &E) { return bool(E.Where); }))
    To.Fixes.push_back(std::move(Made));
}

void ReportMaker::add(const ClangTidyError &F, llvm::ArrayRef<FixText> Texts) {
  ReportedFinding Made;
  Made.Key = findingKey(F);
  if (!Seen.insert(Made.Key).second)
    return;
  const StringRef Directory = F.BuildDirectory;
  Made.Check = F.DiagnosticName;
  Made.IsError =
      F.IsWarningAsError || F.DiagLevel == tooling::Diagnostic::Error;
  Made.Message = F.Message.Message;
  Made.Where = placeOf(F.Message, Directory);
  auto textOf = [&](auto Wanted) -> const FixText * {
    const FixText *Found = llvm::find_if(Texts, Wanted);
    return Found == Texts.end() ? nullptr : Found;
  };
  if (!F.Message.Fix.empty())
    if (const FixText *Text = textOf([](const FixText &T) { return T.IsSafe; }))
      addFix(*Text, F.Message, Directory, Made);
  for (const tooling::DiagnosticMessage &N : F.Notes) {
    const FixText *Text =
        textOf([&](const FixText &T) { return T.Note == N.Message; });
    if (Text && !N.Fix.empty())
      addFix(*Text, N, Directory, Made);
    else
      Made.Notes.push_back(
          {N.Message, placeOf(N, Directory), roleOf(N.Message)});
  }
  Out.Findings.push_back(std::move(Made));
}

/// Clang's errors are coloured if a terminal shows them.
static std::string withoutColours(StringRef Text) {
  std::string Out;
  while (!Text.empty()) {
    auto [Plain, Coloured] = Text.split("\x1b[");
    Out += Plain;
    Text = Coloured.split('m').second;
  }
  return Out;
}

void ReportMaker::add(const Unit &U, const UnitReport &Report) {
  if (Report.Failed)
    Out.Failed.push_back(
        {Sources.shown(U.File), withoutColours(Report.Errors)});
  Out.Files += !Report.Failed && !Report.NoCheckIsOn;
  Options.insert(Report.Filters.begin(), Report.Filters.end());
  for (const EnabledCheck &C : Report.Checks) {
    std::string Id = "cohazard-" + C.What->Id.str();
    ChecksById[Id] = C.What;
    for (const OptionSpec &Spec : C.What->Options)
      Options.insert(Id + "." + Spec.Name.str() + "=" +
                     C.Values.text(Spec.Name).str());
  }
  for (const ClangTidyError &F : Report.Findings) {
    auto Texts = Report.FixTexts.find(findingKey(F));
    add(F, Texts == Report.FixTexts.end() ? llvm::ArrayRef<FixText>()
                                          : llvm::ArrayRef(Texts->second));
  }
}

/// Those that were on, and what else clang-tidy's filters may say.
void ReportMaker::nameChecks() {
  for (const ReportedFinding &F : Out.Findings)
    ChecksById.try_emplace(F.Check, nullptr);
  for (const auto &[Id, What] : ChecksById) {
    if (What)
      Out.Checks.push_back({Id, What->Summary.str(), hosts::publishedPage(What->Id),
                            checkPage(What->Id).str()});
    else
      Out.Checks.push_back({Id, "reported by clang-tidy's filters", "", ""});
  }
}

/// Whoever moves or indents a line has not changed it.
static std::string withoutLayout(StringRef Line) {
  llvm::SmallVector<StringRef> Words;
  llvm::SplitString(Line, Words, " \t\v\f\r");
  return llvm::join(Words, " ");
}

/// Of equal lines of a file each has its number: the findings are sorted.
void ReportMaker::fingerprint() {
  std::map<std::string, unsigned> Count;
  for (ReportedFinding &F : Out.Findings) {
    std::string Same = F.Check + '\n' + F.Where.File + '\n' +
                       withoutLayout(F.Where.Source) + '\n';
    F.Fingerprint = ContentHash::of(Same + std::to_string(Count[Same]++)).hex();
  }
}

void ReportMaker::keepLines() {
  auto Keep = [&](const ReportPlace &Place) {
    if (Place)
      Sources.addLinesAround(Place, Out.Lines[Place.File]);
  };
  for (const ReportedFinding &F : Out.Findings) {
    Keep(F.Where);
    for (const ReportNote &Note : F.Notes)
      Keep(Note.Where);
    for (const ReportFix &Fix : F.Fixes)
      for (const ReportEdit &Edit : Fix.Edits)
        Keep(Edit.Where);
  }
}

RunReport ReportMaker::take(bool WithLines) && {
  llvm::sort(
      Out.Findings, [](const ReportedFinding &A, const ReportedFinding &B) {
        return std::tie(A.Where.File, A.Where.Offset, A.Check, A.Message) <
               std::tie(B.Where.File, B.Where.Offset, B.Check, B.Message);
      });
  nameChecks();
  fingerprint();
  if (WithLines)
    keepLines();
  Out.Options.assign(Options.begin(), Options.end());
  return std::move(Out);
}

RunReport makeReport(const UnitList &List, llvm::ArrayRef<UnitReport> Reports,
                     const std::string &Root, bool WithLines) {
  ReportMaker Maker(Root);
  for (auto [U, Report] : llvm::zip(List.Units, Reports))
    Maker.add(U, Report);
  return std::move(Maker).take(WithLines);
}

void noteOutcomes(RunReport &Report, const FixPlan &Plan, bool DryRun) {
  for (ReportedFinding &F : Report.Findings)
    F.Outcome = whatBecameOf(Plan.Fixes[Plan.OfFinding.at(F.Key)], DryRun);
}

} // namespace cohazard::cli
