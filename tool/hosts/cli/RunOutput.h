//===----------------------------------------------------------------------===//
// What does a whole run say? Findings on standard output; progress, errors and
// the closing line on standard error; and the exit code.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_CLI_RUNOUTPUT_H
#define COHAZARD_HOSTS_CLI_RUNOUTPUT_H

#include "hosts/cli/Command.h"
#include "hosts/cli/LintTu.h"
#include "hosts/cli/TextOutput.h"
#include <set>

namespace cohazard::cli {

class RunOutput {
public:
  RunOutput(const UnitList &List, bool Quiet);

  /// Shows what the unit of this number has to say; called in order.
  void take(size_t Index, const UnitReport &Report);
  /// Says what concerns the run as a whole.
  Exit finish();

private:
  void showErrors(const Unit &U, const UnitReport &Report);
  void showProgress(size_t Done);
  void clearProgress();
  void showUnknownFlags();
  void showSummary();

  const UnitList &List;
  bool Quiet, Interactive;
  TextOutput Findings;
  unsigned NotParsed = 0, Unchecked = 0;
  bool HasMistakes = false;
  std::set<std::string> Said; ///< mistakes, each said once
  std::vector<std::string> UnknownFlags;
};

} // namespace cohazard::cli

#endif
