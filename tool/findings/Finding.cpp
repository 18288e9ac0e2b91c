#include "findings/Finding.h"
#include "llvm/ADT/STLExtras.h"
#include <numeric>
#include <tuple>

namespace cohazard {

Finding &FindingSink::report(llvm::StringRef Check, Site Where,
                             std::string Message) {
  Findings.push_back({Check.str(), Where, std::move(Message), {}, {}, {}});
  return Findings.back();
}

/// By file: the place of its path among all paths. Equal paths have one.
static std::vector<uint32_t> ranksOf(const FileTable &Files) {
  std::vector<uint32_t> Sorted(Files.Files.size()), Ranks(Files.Files.size());
  std::iota(Sorted.begin(), Sorted.end(), 0);
  auto Path = [&](uint32_t File) -> const std::string & {
    return Files.Files[File].Path;
  };
  llvm::sort(Sorted,
             [&](uint32_t A, uint32_t B) { return Path(A) < Path(B); });
  for (size_t I = 1; I < Sorted.size(); ++I)
    Ranks[Sorted[I]] = Path(Sorted[I - 1]) == Path(Sorted[I])
                           ? Ranks[Sorted[I - 1]]
                           : static_cast<uint32_t>(I);
  return Ranks;
}

std::vector<Finding> FindingSink::take(const FileTable &Files) && {
  const std::vector<uint32_t> Ranks = ranksOf(Files);
  auto Order = [&](const Finding &F) {
    return std::tie(Ranks[F.Where.File.Value], F.Where.Line, F.Where.Column,
                    F.Check, F.Subject);
  };
  // Of several findings of one check at one place, such as those of the
  // instantiations of a template, the one with the shortest story is kept.
  llvm::sort(Findings, [&](const Finding &A, const Finding &B) {
    if (Order(A) != Order(B))
      return Order(A) < Order(B);
    if (A.Notes.size() != B.Notes.size())
      return A.Notes.size() < B.Notes.size();
    return A.Message < B.Message;
  });
  auto Same = [&](const Finding &A, const Finding &B) {
    return Order(A) == Order(B);
  };
  Findings.erase(std::unique(Findings.begin(), Findings.end(), Same),
                 Findings.end());
  return std::move(Findings);
}

} // namespace cohazard
