//===----------------------------------------------------------------------===//
// A crash on one file must not cost the others.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_CLI_CRASHGUARD_H
#define COHAZARD_HOSTS_CLI_CRASHGUARD_H

#include "llvm/ADT/STLFunctionalExtras.h"

namespace cohazard::cli {

/// Prepares the process; to be called once, before the first job.
void enableCrashGuard();

/// Runs \p Job on a thread with a deep stack, for clang recurses deeply: on this one
/// if it is a worker (Worker.h). Gives false if it crashed, an overflow of the stack
/// included; what the job held then leaks.
bool runGuarded(llvm::function_ref<void()> Job);

} // namespace cohazard::cli

#endif
