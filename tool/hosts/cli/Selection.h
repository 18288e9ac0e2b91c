//===----------------------------------------------------------------------===//
// Which findings are worth showing? Those that no baseline holds (--baseline),
// and those that a change has to do with (--diff).
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_CLI_SELECTION_H
#define COHAZARD_HOSTS_CLI_SELECTION_H

#include "hosts/cli/Baseline.h"
#include "hosts/cli/ChangedLines.h"
#include "hosts/cli/ReadTu.h"

namespace cohazard::cli {

/// What is compared with; read before the work begins, so that a mistake costs
/// nothing.
struct Selection {
  std::optional<Baseline> Known;
  std::optional<ChangedLines> Changed;
};

/// From the command line. An error says what cannot be compared with.
llvm::Expected<Selection> readSelection(const std::string &Root);

/// Leaves in \p Report and \p Units, which made it, what is to be shown. \p
/// Whole as in applyBaseline.
void select(const Selection &By, bool Whole, RunReport &Report,
            std::vector<UnitReport> &Units);

} // namespace cohazard::cli

#endif
