#include "hosts/cli/ProveFixes.h"
#include "hosts/cli/CrashGuard.h"
#include "hosts/cli/EditedFiles.h"
#include "hosts/cli/InOrder.h"
#include "hosts/cli/ParseTu.h"
#include "hosts/cli/Paths.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/EquivalenceClasses.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;
using llvm::StringRef;

namespace cohazard::cli {

namespace {

/// Writes down errors and warnings, and where their notes point.
class DiagnosticRecorder : public DiagnosticConsumer {
public:
  explicit DiagnosticRecorder(std::vector<TuDiagnostic> &Out,
                              StringRef Directory)
      : Out(Out), Directory(Directory) {}

  void HandleDiagnostic(DiagnosticsEngine::Level Level,
                        const clang::Diagnostic &What) override {
    DiagnosticConsumer::HandleDiagnostic(Level, What);
    if (Level >= DiagnosticsEngine::Warning)
      record(Level >= DiagnosticsEngine::Error ? "error: " : "warning: ", What);
    else if (Level == DiagnosticsEngine::Note && !Out.empty())
      addPlace(What, Out.back());
  }

private:
  void record(StringRef Level, const clang::Diagnostic &What);
  static void addPlace(const clang::Diagnostic &What, TuDiagnostic &To);

  std::vector<TuDiagnostic> &Out;
  StringRef Directory;
};

} // namespace

void DiagnosticRecorder::record(StringRef Level, const clang::Diagnostic &What) {
  llvm::SmallString<128> Message;
  What.FormatDiagnostic(Message);
  TuDiagnostic Made;
  Made.Message = (Level + Message).str();
  addPlace(What, Made);
  if (!Made.Places.empty())
    Made.Path = displayPath(
        What.getSourceManager().getFilename(
            What.getSourceManager().getExpansionLoc(What.getLocation())),
        Directory);
  Out.push_back(std::move(Made));
}

void DiagnosticRecorder::addPlace(const clang::Diagnostic &What, TuDiagnostic &To) {
  if (!What.hasSourceManager() || What.getLocation().isInvalid())
    return;
  const SourceManager &Sources = What.getSourceManager();
  auto [File, Offset] = Sources.getDecomposedExpansionLoc(What.getLocation());
  if (OptionalFileEntryRef Entry = Sources.getFileEntryRefForID(File))
    To.Places.push_back({Entry->getUniqueID(), Offset,
                         Sources.getLineNumber(File, Offset) - 1});
}

/// A crash or a TU that cannot be parsed at all is a diagnostic, too.
static std::vector<TuDiagnostic> diagnose(const Unit &U,
                                          const EditedContents &Edited) {
  std::vector<TuDiagnostic> Found;
  bool Began = false;
  bool Finished = runGuarded([&] {
    DiagnosticRecorder Recorder(Found, U.Directory);
    Began = diagnoseTu(U, withEdits(Edited), Recorder);
  });
  if (!Finished || !Began)
    Found.push_back({displayPath(U.File),
                     Finished ? "error: the parser cannot begin"
                              : "error: the parser crashes",
                     {}});
  return Found;
}

/// Types name lambdas by line and column, which edits above them move.
static std::string withoutLineNumbers(StringRef Message) {
  std::string Out;
  for (size_t I = 0; I < Message.size();) {
    char C = Message[I++];
    Out += C;
    while (C == ':' && I < Message.size() && llvm::isDigit(Message[I]))
      ++I;
  }
  return Out;
}

/// What makes a diagnostic the same before and after the edits. Columns may
/// move.
using DiagnosticKey = std::tuple<FileKey, size_t, std::string>;
static DiagnosticKey keyOf(const TuDiagnostic &D) {
  std::string Message = withoutLineNumbers(D.Message);
  return D.Places.empty() ? DiagnosticKey({}, 0, std::move(Message))
                          : DiagnosticKey(D.Places[0].File, D.Places[0].Line,
                                          std::move(Message));
}

/// What the parser says with the fixes \p All made and does not say now. Places
/// are those before the edits.
FixProver::Diagnostics FixProver::newDiagnosticsOf(size_t Unit,
                                                   const Fixes &All) {
  std::map<FileKey, std::pair<unsigned, Edits>> Changed;
  EditedContents Edited;
  const FixSources &Sources = Reports[Unit].Sources;
  for (unsigned File = 0; File < Plan.Files.size(); ++File) {
    const SourceText &Text = Plan.Files[File];
    if (!llvm::binary_search(Sources.Files, Text.Key))
      continue;
    Edits Made = Plan.editsOf(All, File);
    Edited[Text.Key] = applied(Text.Contents, Made);
    Changed[Text.Key] = {File, std::move(Made)};
  }
  Diagnostics After = diagnose(Sources.Parsed, Edited);
  ++Parses;
  if (After.empty())
    return After;
  for (TuDiagnostic &D : After)
    for (TuDiagnostic::Place &P : D.Places)
      if (auto Found = Changed.find(P.File); Found != Changed.end()) {
        const auto &[File, Made] = Found->second;
        P.Line =
            lineAt(Plan.Files[File].Contents, originalOffset(Made, P.Offset));
      }
  if (!Before[Unit]) {
    Before[Unit] = diagnose(Sources.Parsed, {});
    ++Parses;
  }
  std::multiset<DiagnosticKey> Old;
  for (const TuDiagnostic &D : *Before[Unit])
    Old.insert(keyOf(D));
  llvm::erase_if(After, [&](const TuDiagnostic &D) {
    auto Same = Old.find(keyOf(D));
    if (Same == Old.end())
      return false;
    Old.erase(Same);
    return true;
  });
  return After;
}

bool FixProver::reads(size_t Unit, unsigned Fix) const {
  return llvm::any_of(Plan.Fixes[Fix].ByFile, [&](const auto &OfFile) {
    return llvm::binary_search(Reports[Unit].Sources.Files,
                               Plan.Files[OfFile.first].Key);
  });
}

std::vector<size_t> FixProver::unitsThatRead(const Fixes &Tried) const {
  std::vector<size_t> Units;
  for (size_t Unit = 0; Unit < Reports.size(); ++Unit)
    if (llvm::any_of(Tried, [&](unsigned Fix) { return reads(Unit, Fix); }))
      Units.push_back(Unit);
  return Units;
}

/// What \p Tried brings beside \p Made, by the order of the TUs.
FixProver::Diagnostics FixProver::newDiagnostics(const Fixes &Made,
                                                 const Fixes &Tried,
                                                 unsigned Threads) {
  Fixes All = Made;
  llvm::append_range(All, Tried);
  std::vector<size_t> Units = unitsThatRead(Tried);
  Diagnostics New;
  inOrder<Diagnostics>(
      Units.size(), Threads,
      [&](size_t I) { return newDiagnosticsOf(Units[I], All); },
      [&](size_t, Diagnostics OfUnit) { llvm::append_range(New, OfUnit); });
  return New;
}

/// Fixes whose files some TU reads together belong together.
std::vector<std::vector<unsigned>>
FixProver::independentGroups(llvm::ArrayRef<unsigned> All) const {
  llvm::EquivalenceClasses<unsigned> Related;
  for (unsigned Fix : All)
    Related.insert(Fix);
  for (size_t Unit = 0; Unit < Reports.size(); ++Unit) {
    std::optional<unsigned> Other;
    for (unsigned Fix : All)
      if (reads(Unit, Fix)) {
        Related.unionSets(Other.value_or(Fix), Fix);
        Other = Fix;
      }
  }
  std::map<unsigned, Fixes> ByLeader;
  for (unsigned Fix : All)
    ByLeader[Related.getLeaderValue(Fix)].push_back(Fix);
  std::vector<Fixes> Groups;
  for (auto &[Leader, Group] : ByLeader)
    Groups.push_back(std::move(Group));
  return Groups;
}

static std::string textOf(const TuDiagnostic &D) {
  std::string Where = D.Path;
  if (!D.Places.empty())
    Where += ":" + std::to_string(D.Places.front().Line + 1);
  return Where.empty() ? D.Message : Where + ": " + D.Message;
}

void FixProver::refuse(unsigned Fix, const TuDiagnostic &D) {
  Plan.Fixes[Fix].refuse("it would not compile as before",
                         "it would bring '" + textOf(D) + "'");
}

/// Takes those out of \p Tried that \p New, which is not empty, may be due to, and
/// gives back those that deserve another try. One that was \p Blamed before is
/// refused.
FixProver::Fixes FixProver::leaveOut(const Diagnostics &New, Fixes &Tried,
                                     std::set<unsigned> &Blamed) {
  Fixes Again;
  const std::vector<Blame> Found = blame(Plan, New, Tried);
  std::set<unsigned> Out;
  for (const Blame &B : Found)
    if (B.Sure || Blamed.count(B.Fix)) {
      refuse(B.Fix, *B.For);
      Out.insert(B.Fix);
    }
  for (const Blame &B : Found)
    if (Out.insert(B.Fix).second) {
      Blamed.insert(B.Fix);
      Again.push_back(B.Fix);
    }
  if (Found.empty() && Tried.size() == 1) {
    refuse(Tried.front(), New.front());
    Tried.clear();
  } else if (Found.empty()) {
    Again.assign(Tried.begin() + Tried.size() / 2, Tried.end());
    Tried.resize(Tried.size() / 2);
  }
  llvm::erase_if(Tried, [&](unsigned Fix) { return Out.count(Fix) != 0; });
  return Again;
}

/// The next of those that wait for another try: all at once if they are many.
static std::vector<unsigned> takeBack(std::vector<unsigned> &Waiting) {
  static constexpr size_t Few = 4;
  const size_t Count = Waiting.size() > Few ? Waiting.size()
                                            : std::min<size_t>(Waiting.size(), 1);
  std::vector<unsigned> Out(Waiting.begin(), Waiting.begin() + Count);
  Waiting.erase(Waiting.begin(), Waiting.begin() + Count);
  return Out;
}

/// Holds after each turn: \p Made brings nothing new, and neither does what has
/// been added to it. Ends, as each turn proves, refuses or blames somebody, or
/// halves what is tried.
FixProver::Fixes FixProver::proveGroup(Fixes Made, Fixes Tried,
                                       std::optional<Diagnostics> Known,
                                       unsigned Threads) {
  Fixes Good, Waiting;
  std::set<unsigned> Blamed;
  while (!Tried.empty()) {
    Diagnostics New =
        Known ? std::move(*Known) : newDiagnostics(Made, Tried, Threads);
    Known.reset();
    if (New.empty()) {
      llvm::append_range(Made, Tried);
      llvm::append_range(Good, Tried);
      Tried.clear();
    } else {
      llvm::append_range(Waiting, leaveOut(New, Tried, Blamed));
    }
    if (Tried.empty())
      Tried = takeBack(Waiting);
  }
  return Good;
}

std::vector<unsigned> FixProver::prove(llvm::ArrayRef<unsigned> Made,
                                       llvm::ArrayRef<unsigned> Candidates) {
  Fixes Base(Made.begin(), Made.end()), All(Base);
  llvm::append_range(All, Candidates);
  std::vector<size_t> Units =
      unitsThatRead({Candidates.begin(), Candidates.end()});
  std::map<size_t, Diagnostics> OfUnit;
  inOrder<Diagnostics>(
      Units.size(), Jobs,
      [&](size_t I) { return newDiagnosticsOf(Units[I], All); },
      [&](size_t I, Diagnostics New) { OfUnit[Units[I]] = std::move(New); });

  std::vector<Fixes> Groups = independentGroups(Candidates);
  unsigned AtOnce = std::clamp<unsigned>(Groups.size(), 1, Jobs);
  Fixes Good;
  inOrder<Fixes>(
      Groups.size(), AtOnce,
      [&](size_t I) {
        Diagnostics New;
        for (size_t Unit : unitsThatRead(Groups[I]))
          llvm::append_range(New, OfUnit.at(Unit));
        return proveGroup(Base, Groups[I], std::move(New), Jobs / AtOnce);
      },
      [&](size_t, Fixes OfGroup) { llvm::append_range(Good, OfGroup); });
  llvm::sort(Good);
  return Good;
}

} // namespace cohazard::cli
