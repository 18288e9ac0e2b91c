#include "hosts/cli/FixPlan.h"
#include "hosts/cli/Paths.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace clang::tidy;
using llvm::StringRef;

namespace cohazard::cli {

std::string findingKey(const ClangTidyError &F) {
  return absolutePath(F.Message.FilePath, F.BuildDirectory) + '\n' +
         std::to_string(F.Message.FileOffset) + '\n' + F.DiagnosticName + '\n' +
         F.Message.Message;
}

Edits FixPlan::editsOf(llvm::ArrayRef<unsigned> Chosen, unsigned File) const {
  Edits Out;
  for (unsigned Fix : Chosen)
    if (auto Found = Fixes[Fix].ByFile.find(File);
        Found != Fixes[Fix].ByFile.end())
      llvm::append_range(Out, Found->second);
  normalize(Out);
  return Out;
}

namespace {

using Replacements = llvm::StringMap<tooling::Replacements>;

class Planner {
public:
  explicit Planner(bool WithUnsafe) : WithUnsafe(WithUnsafe) {}

  void add(const UnitReport &Report) {
    for (const ClangTidyError &F : Report.Findings)
      add(F, Report.Sources);
  }
  FixPlan take() { return std::move(Plan); }

private:
  void add(const ClangTidyError &F, const FixSources &Sources);
  void fill(PlannedFix &Out, const Replacements &Chosen,
            const FixSources &Sources);
  std::optional<unsigned> fileOf(const SourceText &Text);

  bool WithUnsafe;
  FixPlan Plan;
  std::map<FileKey, unsigned> Known; ///< into Plan.Files
};

} // namespace

/// The file's index; none if another TU has read other contents.
std::optional<unsigned> Planner::fileOf(const SourceText &Text) {
  auto [Slot, IsNew] = Known.try_emplace(Text.Key, Plan.Files.size());
  if (IsNew)
    Plan.Files.push_back(Text);
  if (Plan.Files[Slot->second].Contents != Text.Contents)
    return std::nullopt;
  return Slot->second;
}

void Planner::fill(PlannedFix &Out, const Replacements &Chosen,
                   const FixSources &Sources) {
  Out.State = FixState::Pending;
  for (const auto &OfFile : Chosen) {
    const FixSources::Touched &Read =
        Sources.ToChange.at(OfFile.getKey().str());
    std::string Shown = displayPath(Read.Text.Path);
    if (!Read.OfProject)
      return Out.refuse("it would change other files",
                        "it would change '" + Shown +
                            "', whose findings are not shown");
    std::optional<unsigned> File = fileOf(Read.Text);
    if (!File)
      return Out.refuse("changed meanwhile",
                        "'" + Shown + "' changed while it was linted");
    for (const tooling::Replacement &R : OfFile.getValue())
      llvm::append_range(
          Out.ByFile[*File],
          fitted(Read.Text.Contents,
                 {R.getOffset(), R.getLength(), R.getReplacementText().str()}));
    normalize(Out.ByFile[*File]);
  }
}

/// Of a finding's notes, that with the fix that is to be made.
static const Replacements *unsafeFix(const ClangTidyError &F) {
  for (const tooling::DiagnosticMessage &N : F.Notes)
    if (!N.Fix.empty())
      return &N.Fix;
  return nullptr;
}

void Planner::add(const ClangTidyError &F, const FixSources &Sources) {
  PlannedFix Made;
  Made.Check = F.DiagnosticName;
  const Replacements *Unsafe = unsafeFix(F);
  if (!F.Message.Fix.empty())
    fill(Made, F.Message.Fix, Sources);
  else if (Unsafe && WithUnsafe)
    fill(Made, *Unsafe, Sources);
  else if (Unsafe)
    Made.State = FixState::UnsafeOnly;

  auto [Slot, IsNew] =
      Plan.OfFinding.try_emplace(findingKey(F), Plan.Fixes.size());
  if (IsNew) {
    Plan.Fixes.push_back(std::move(Made));
    return;
  }
  PlannedFix &Known = Plan.Fixes[Slot->second];
  if (Made.State == FixState::Refused)
    Known = std::move(Made);
  else if (Known.State != FixState::Refused &&
           (Known.State != Made.State || Known.ByFile != Made.ByFile))
    Known.refuse("ambiguous", "the files that include it do not agree on how");
}

FixPlan planFixes(llvm::ArrayRef<UnitReport> Reports, bool WithUnsafe) {
  Planner Plan(WithUnsafe);
  for (const UnitReport &Report : Reports)
    Plan.add(Report);
  return Plan.take();
}

namespace {

/// What a fix takes up of a file: from its first edit to its last, but for the
/// lines it adds elsewhere. Two rewrites within one expression may each be
/// right and not be so together.
struct Extent {
  unsigned File = 0;
  size_t Begin = 0, End = 0;
};

} // namespace

static std::vector<Extent> extentsOf(const PlannedFix &Fix) {
  std::vector<Extent> Out;
  for (const auto &[File, Edits] : Fix.ByFile) {
    std::optional<Extent> Whole;
    for (const TextEdit &E : Edits) {
      if (E.AddsLines)
        continue;
      if (!Whole)
        Whole = Extent{File, E.Offset, E.end()};
      Whole->End = std::max(Whole->End, E.end());
    }
    if (Whole)
      Out.push_back(*Whole);
  }
  return Out;
}

/// Would \p A add lines within what \p B replaces?
static bool addsWithin(const PlannedFix &A, const PlannedFix &B) {
  for (const auto &[File, Edits] : A.ByFile)
    if (auto Other = B.ByFile.find(File); Other != B.ByFile.end())
      for (const TextEdit &Added : Edits)
        for (const TextEdit &E : Other->second)
          if (Added.AddsLines && E.Offset < Added.Offset &&
              Added.Offset < E.end())
            return true;
  return false;
}

static bool overlap(const PlannedFix &A, const PlannedFix &B) {
  if (A.ByFile == B.ByFile)
    return false; // one fix of two findings
  for (const Extent &X : extentsOf(A))
    for (const Extent &Y : extentsOf(B))
      // Where they touch, the order of their texts would be anyone's guess.
      if (X.File == Y.File && X.Begin <= Y.End && Y.Begin <= X.End)
        return true;
  return addsWithin(A, B) || addsWithin(B, A);
}

std::vector<unsigned> chooseFixes(const FixPlan &Plan,
                                  llvm::ArrayRef<unsigned> Made) {
  struct Candidate {
    unsigned Fix;
    Extent First; ///< where it begins
  };
  std::vector<Candidate> InOrder;
  for (unsigned I = 0; I < Plan.Fixes.size(); ++I)
    if (Plan.Fixes[I].State == FixState::Pending) {
      std::vector<Extent> Extents = extentsOf(Plan.Fixes[I]);
      InOrder.push_back({I, Extents.empty() ? Extent() : Extents.front()});
    }
  // What is around comes before what is within.
  llvm::stable_sort(InOrder, [](const Candidate &A, const Candidate &B) {
    return std::tuple(A.First.File, A.First.Begin, B.First.End) <
           std::tuple(B.First.File, B.First.Begin, A.First.End);
  });
  std::map<unsigned, std::vector<unsigned>> TakenIn; // by file
  auto Take = [&](unsigned Fix) {
    for (const auto &[File, Edits] : Plan.Fixes[Fix].ByFile)
      TakenIn[File].push_back(Fix);
  };
  auto IsFree = [&](unsigned Fix) {
    return llvm::all_of(Plan.Fixes[Fix].ByFile, [&](const auto &OfFile) {
      return llvm::none_of(TakenIn[OfFile.first], [&](unsigned Other) {
        return overlap(Plan.Fixes[Fix], Plan.Fixes[Other]);
      });
    });
  };
  llvm::for_each(Made, Take);
  std::vector<unsigned> Chosen;
  for (const Candidate &C : InOrder)
    if (IsFree(C.Fix)) {
      Take(C.Fix);
      Chosen.push_back(C.Fix);
    }
  return Chosen;
}

} // namespace cohazard::cli
