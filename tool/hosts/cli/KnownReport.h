//===----------------------------------------------------------------------===//
// Has this very program been looked at before? Then its findings are known, and
// neither facts are decoded nor anything is linked.
//
// A report is kept under a hash of all it depends on (KnownUnits::Key): the units in their
// order, what was asked of each, and the bytes of every file that any of them has
// read, whose lines and NOLINT comments decide what is shown. What is kept are
// findings, not text: how they are shown is decided anew in each run.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_CLI_KNOWNREPORT_H
#define COHAZARD_HOSTS_CLI_KNOWNREPORT_H

#include "hosts/cli/ReadTu.h"

namespace cohazard::cli {

/// What the findings of a run depend on, and what its units say beside them.
struct KnownUnits {
  ContentHash Key;
  std::vector<UnitReport> Reports; ///< still without findings
};

/// Nothing if it is not known of some unit what its facts are, or that it does not
/// parse: then the run has to be made.
std::optional<KnownUnits> knownUnits(llvm::ArrayRef<Unit> Units,
                                     const LintOptions &Options,
                                     SharedCaches &Caches);

/// Gives \p Known the findings of an earlier run of the same; false if there are
/// none.
bool recall(KnownUnits &Known, FactsCache &Cache);

/// The findings of this run as the next one of the same recalls them from what
/// the cache stores.
std::string encodeReport(llvm::ArrayRef<UnitReport> Reports);

} // namespace cohazard::cli

#endif
