//===----------------------------------------------------------------------===//
// How many files are looked at at a time? As many as there are processors, and no
// more than there is memory for.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_CLI_JOBS_H
#define COHAZARD_HOSTS_CLI_JOBS_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

namespace cohazard::cli {

/// By `-j`, which nothing bounds, else by `--memory` or the memory that is free.
/// An error if `--memory` is no size.
llvm::Expected<unsigned> jobsWanted();

} // namespace cohazard::cli

#endif
