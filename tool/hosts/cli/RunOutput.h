//===----------------------------------------------------------------------===//
// What does a whole run say? Findings on standard output; progress, errors and
// the closing lines on standard error; and the exit code.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_CLI_RUNOUTPUT_H
#define COHAZARD_HOSTS_CLI_RUNOUTPUT_H

#include "hosts/cli/ApplyFixes.h"
#include "hosts/cli/Command.h"
#include "hosts/cli/LintProgram.h"
#include "hosts/cli/ReportOutputs.h"
#include "hosts/cli/TextOutput.h"
#include <set>

namespace cohazard::cli {

class RunOutput {
public:
  RunOutput(const UnitList &List, bool Quiet, std::optional<FixRequest> Fixing,
            std::vector<ReportOutput> Outputs);

  /// Shows what the unit of this number has to say before the program is
  /// linked; called in order.
  void take(size_t Index, const UnitReport &Report);
  /// What the cache gave and holds now.
  void noteCache(const CacheSummary &Summary);
  /// All units are read, and the program is about to be looked at.
  void showLinking();
  /// What the program is made of, if that was asked.
  void noteStatistics(const LinkedProgram &Program);
  /// The analysis of the program crashed.
  void noteCrash();
  /// What differs from how the baseline was made.
  void noteDifferences(llvm::ArrayRef<std::string> Lines);
  void showFindings(llvm::ArrayRef<UnitReport> Reports);
  /// The fixes are about to be proved, which takes its time.
  void showProving(llvm::ArrayRef<UnitReport> Reports);
  /// Shows all findings and what became of their fixes.
  void showFixes(llvm::ArrayRef<UnitReport> Reports, const FixOutcome &Outcome);
  /// Says what concerns the run as a whole, and writes \p Report in all forms
  /// but text.
  Exit finish(RunReport Report);
  /// The same for a run that has no findings to show.
  Exit finish() { return finish(RunReport()); }

private:
  void showErrors(const Unit &U, const UnitReport &Report);
  void showProgress(size_t Done);
  void clearProgress();
  void showUnknownFlags();
  void showSummary(const RunReport &Report);
  Exit exitOf(const RunReport &Report, bool NothingIsOn) const;
  Exit writeOutputs(const RunReport &Report);

  const UnitList &List;
  bool Quiet, Interactive;
  std::optional<FixRequest> Fixing;
  std::vector<ReportOutput> Outputs;
  std::string TextBytes; ///< of text that goes to a file
  llvm::raw_string_ostream TextFile{TextBytes};
  std::optional<TextOutput> Findings; ///< none: no text is wanted
  unsigned NotParsed = 0, Unchecked = 0, Reused = 0;
  uint64_t Forgotten = 0; ///< units that the cache has no room for
  unsigned Fixed = 0;
  std::string FixSummary;
  bool HasMistakes = false, FixesFailed = false, Crashed = false;
  std::set<std::string> Said; ///< mistakes, each said once
  std::vector<std::string> UnknownFlags;
};

} // namespace cohazard::cli

#endif
