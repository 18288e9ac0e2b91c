#include "findings/Finding.h"
#include <algorithm>
#include <tuple>

namespace cohazard {

Finding &FindingSink::report(llvm::StringRef Check, Site Where,
                             std::string Message) {
  Findings.push_back({Check.str(), Where, std::move(Message), {}});
  return Findings.back();
}

std::vector<Finding> FindingSink::take(const FileTable &Files) && {
  auto Order = [&Files](const Finding &F) {
    return std::tie(Files.path(F.Where.File), F.Where.Line, F.Where.Column,
                    F.Check);
  };
  // Stable: of several findings of one check at one place the first is kept,
  // as the check reports the most telling one first.
  std::stable_sort(Findings.begin(), Findings.end(),
                   [&](const Finding &A, const Finding &B) {
                     return Order(A) < Order(B);
                   });
  auto Same = [&](const Finding &A, const Finding &B) {
    return Order(A) == Order(B);
  };
  Findings.erase(std::unique(Findings.begin(), Findings.end(), Same),
                 Findings.end());
  return std::move(Findings);
}

} // namespace cohazard
