#include "hosts/cli/BlameFixes.h"

namespace cohazard::cli {

/// How many lines lie between \p P and what \p Fix changes in its file? None if it
/// changes nothing there.
static std::optional<size_t> distance(const FixPlan &Plan, unsigned Fix,
                                      const TuDiagnostic::Place &P) {
  std::optional<size_t> Nearest;
  for (const auto &[File, Made] : Plan.Fixes[Fix].ByFile) {
    const SourceText &Text = Plan.Files[File];
    if (P.File != Text.Key)
      continue;
    for (const TextEdit &E : Made) {
      const size_t First = lineAt(Text.Contents, E.Offset);
      const size_t Last = lineAt(Text.Contents, E.end());
      const size_t Away = P.Line < First  ? First - P.Line
                          : P.Line > Last ? P.Line - Last
                                          : 0;
      Nearest = std::min(Nearest.value_or(Away), Away);
    }
  }
  return Nearest;
}

static void blameFor(const FixPlan &Plan, const TuDiagnostic &D,
                     llvm::ArrayRef<unsigned> Tried, std::vector<Blame> &Out) {
  std::optional<std::pair<size_t, unsigned>> Nearest;
  for (const TuDiagnostic::Place &P : D.Places) {
    std::vector<unsigned> Touching;
    for (unsigned Fix : Tried) {
      std::optional<size_t> Away = distance(Plan, Fix, P);
      if (!Away)
        continue;
      if (*Away == 0)
        Touching.push_back(Fix);
      if (!Nearest || *Away < Nearest->first)
        Nearest = {*Away, Fix};
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
  std::vector<Blame> Out;
  for (const TuDiagnostic &D : New)
    blameFor(Plan, D, Tried, Out);
  return Out;
}

} // namespace cohazard::cli
