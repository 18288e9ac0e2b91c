//===----------------------------------------------------------------------===//
// From what clang-tidy's filters let through to the report of a run.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_CLI_MAKEREPORT_H
#define COHAZARD_HOSTS_CLI_MAKEREPORT_H

#include "hosts/cli/CompileCommands.h"
#include "hosts/cli/FixPlan.h"
#include "hosts/cli/ReportModel.h"

namespace cohazard::cli {

/// The folder that paths are shown from: the working tree of the first unit's
/// file if it is in one, else the folder that holds the database and all files,
/// else where we are. Absolute.
std::string projectRoot(const UnitList &List);

/// Reads every file that a finding speaks of. \p Reports are those of \p List.
/// \p WithLines: and keeps the lines around every place.
RunReport makeReport(const UnitList &List, llvm::ArrayRef<UnitReport> Reports,
                     const std::string &Root, bool WithLines);

/// Says at each finding what became of its fix.
void noteOutcomes(RunReport &Report, const FixPlan &Plan, bool DryRun);

} // namespace cohazard::cli

#endif
