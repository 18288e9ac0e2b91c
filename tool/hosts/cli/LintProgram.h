//===----------------------------------------------------------------------===//
// What is there to say about the whole program? link -> detect -> filter by
// NOLINT, header filter and warnings-as-errors, with clang-tidy's own code.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_CLI_LINTPROGRAM_H
#define COHAZARD_HOSTS_CLI_LINTPROGRAM_H

#include "hosts/cli/ReadTu.h"

namespace cohazard::cli {

/// Gives every unit its findings: those in its main file, and those in a header
/// that no unit before it includes. \p Of are the units that \p Read are of.
/// Takes the facts away. Gives false if the analysis crashed.
bool lintProgram(llvm::ArrayRef<Unit> Of, std::vector<ReadUnit> &Read,
                 const LintOptions &Options);

} // namespace cohazard::cli

#endif
