#include "hosts/cli/BlameFixes.h"

namespace cohazard::cli {

namespace {

/// Lines that a fix changes, from 0, both inclusive.
struct EditedLines {
  unsigned Fix;
  FileKey File;
  size_t First, Last;

  size_t distance(size_t Line) const {
    return Line < First ? First - Line : Line > Last ? Line - Last : 0;
  }
};

} // namespace

static std::vector<EditedLines> editedLines(const FixPlan &Plan,
                                         llvm::ArrayRef<unsigned> Fixes) {
  std::vector<EditedLines> Out;
  for (unsigned Fix : Fixes)
    for (const auto &[File, Made] : Plan.Fixes[Fix].ByFile)
      for (const TextEdit &E : Made) {
        const SourceText &Text = Plan.Files[File];
        Out.push_back({Fix, Text.Key, lineAt(Text.Contents, E.Offset),
                       lineAt(Text.Contents, E.end())});
      }
  return Out;
}

static void blameFor(const TuDiagnostic &D, llvm::ArrayRef<EditedLines> Lines,
                     std::vector<Blame> &Out) {
  std::optional<std::pair<size_t, unsigned>> Nearest;
  for (const TuDiagnostic::Place &P : D.Places) {
    std::vector<unsigned> Touching; // by fix: the lines of one stand together
    for (const EditedLines &L : Lines) {
      if (!(L.File == P.File))
        continue;
      const size_t Away = L.distance(P.Line);
      if (!Away && (Touching.empty() || Touching.back() != L.Fix))
        Touching.push_back(L.Fix);
      if (!Nearest || Away < Nearest->first)
        Nearest = {Away, L.Fix};
    }
    for (unsigned Fix : Touching)
      Out.push_back({Fix, &D, /*Sure=*/Touching.size() == 1});
    if (!Touching.empty())
      return;
  }
  if (Nearest)
    Out.push_back({Nearest->second, &D, /*Sure=*/false});
}

std::vector<Blame> blame(const FixPlan &Plan, llvm::ArrayRef<TuDiagnostic> New,
                         llvm::ArrayRef<unsigned> Tried) {
  const std::vector<EditedLines> Lines = editedLines(Plan, Tried);
  std::vector<Blame> Out;
  for (const TuDiagnostic &D : New)
    blameFor(D, Lines, Out);
  return Out;
}

} // namespace cohazard::cli
