//===----------------------------------------------------------------------===//
// What was there before? A file that holds the findings of an earlier run, so
// that only what is new is shown:
//
//   {"version": 1,
//    "checks": ["cohazard-blocking-call", …],           that were on
//    "options": ["cohazard-blocking-call.Level=2", …],  what they asked with,
//                                                       and clang-tidy's filters
//    "findings": [{"check", "file", "fingerprint", "source"}, …]}
//
// One finding a line, sorted by what does not change when lines move: a version
// control system can merge it.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_CLI_BASELINE_H
#define COHAZARD_HOSTS_CLI_BASELINE_H

#include "hosts/cli/ReportModel.h"
#include "llvm/Support/Error.h"

namespace cohazard::cli {

struct Baseline {
  std::vector<std::string> Checks, Options; ///< sorted
  std::vector<BaselineEntry> Findings;
};

std::string encodeBaseline(const RunReport &Report);

/// An error names the file and says what to do.
llvm::Expected<Baseline> readBaseline(const std::string &Path);

/// Leaves in \p Report what is new, and tells the rest apart into what is known
/// and what is there no more. \p Whole: the run has seen every file, so what it
/// did not find anywhere is fixed, if it asked with the same options.
void applyBaseline(RunReport &Report, const Baseline &Old, bool Whole);

/// In words, how checks and options differ from those of \p Old: a line each.
std::vector<std::string> differencesFrom(const Baseline &Old,
                                         const RunReport &Report);

} // namespace cohazard::cli

#endif
