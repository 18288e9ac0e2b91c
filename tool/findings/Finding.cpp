#include "findings/Finding.h"
#include "llvm/ADT/STLExtras.h"
#include <tuple>

namespace cohazard {

Finding &FindingSink::report(llvm::StringRef Check, Site Where,
                             std::string Message) {
  Findings.push_back({Check.str(), Where, std::move(Message), {}, {}, {}});
  return Findings.back();
}

std::vector<Finding> FindingSink::take(const FileTable &Files) && {
  auto Order = [&Files](const Finding &F) {
    return std::tie(Files.path(F.Where.File), F.Where.Line, F.Where.Column,
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
