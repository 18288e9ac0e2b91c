//===----------------------------------------------------------------------===//
// Which fixes does a run have, and what becomes of each? A finding of a header
// that many TUs report is one finding here, with one fix.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_CLI_FIXPLAN_H
#define COHAZARD_HOSTS_CLI_FIXPLAN_H

#include "hosts/cli/EditedText.h"
#include "hosts/cli/ReadTu.h"
#include "llvm/ADT/StringMap.h"

namespace cohazard::cli {

enum class FixState {
  None,       ///< the finding has no fix
  UnsafeOnly, ///< it has one, but unsafe ones were not asked for
  Pending,
  Made,
  Refused, ///< `InBrief` and `WhyNot` say why
};

/// A finding and the fix that is meant for it.
struct PlannedFix {
  std::string Check; ///< of the finding, e.g. `cohazard-unawaited-task`
  FixState State = FixState::None;
  llvm::StringRef InBrief; ///< for the summary
  std::string WhyNot;
  std::map<unsigned, Edits> ByFile; ///< by index into FixPlan::Files

  void refuse(llvm::StringLiteral Brief, std::string Why) {
    State = FixState::Refused;
    InBrief = Brief;
    WhyNot = std::move(Why);
  }
};

struct FixPlan {
  std::vector<SourceText> Files;
  std::vector<PlannedFix> Fixes;
  llvm::StringMap<unsigned> OfFinding; ///< by `findingKey`, into Fixes

  /// The edits of these fixes in a file, each once.
  Edits editsOf(llvm::ArrayRef<unsigned> Chosen, unsigned File) const;
};

/// What tells findings apart, whatever TU reports them.
std::string findingKey(const clang::tidy::ClangTidyError &Finding);

FixPlan planFixes(llvm::ArrayRef<UnitReport> Reports, bool WithUnsafe);

/// The pending fixes that can be made together and with those in \p Made. Of
/// two that overlap the outer one is chosen, else the first; the other waits.
std::vector<unsigned> chooseFixes(const FixPlan &Plan,
                                  llvm::ArrayRef<unsigned> Made);

} // namespace cohazard::cli

#endif
