//===----------------------------------------------------------------------===//
// The end of a run, when all findings are known: choose those to show, mend,
// show, and say how it went.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_CLI_CONCLUDERUN_H
#define COHAZARD_HOSTS_CLI_CONCLUDERUN_H

#include "hosts/cli/RunOutput.h"
#include "hosts/cli/Selection.h"

namespace cohazard::cli {

/// What the options say of the end of a run.
struct RunEnd {
  std::string Root; ///< relative paths start there; absolute
  std::vector<ReportOutput> Outputs;
  Selection By;
  bool Whole = true; ///< the run looks at every file there is
  std::optional<FixRequest> Fixing;
  unsigned Jobs = 1; ///< threads that prove fixes
};

/// Read before the run begins, so that a mistake costs nothing: an error says
/// what is wrong. \p PrintsElse: findings are not what standard output is for.
llvm::Expected<RunEnd> plannedEnd(const UnitList &List,
                                  std::optional<FixRequest> Fixing = {},
                                  bool PrintsElse = false);

/// \p Reports are those of the units of \p List. \p Times is where the time went
/// until now, and \p Run began with the run.
Exit concludeRun(const UnitList &List, std::vector<UnitReport> Reports,
                 const RunEnd &End, RunOutput &Output, RunTimes Times,
                 const Stopwatch &Run);

} // namespace cohazard::cli

#endif
