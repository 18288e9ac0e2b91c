//===----------------------------------------------------------------------===//
// `cohazard lint --fix`: plan -> choose -> prove -> write.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_CLI_APPLYFIXES_H
#define COHAZARD_HOSTS_CLI_APPLYFIXES_H

#include "hosts/cli/FixPlan.h"

namespace cohazard::cli {

struct FixRequest {
  bool Unsafe = false; ///< those too that may change what the code means
  bool Dry = false;    ///< say what would be written
};

struct FixOutcome {
  FixPlan Plan; ///< nothing in it is pending any more
  unsigned FilesChanged = 0;
  unsigned Parses = 0;             ///< of TUs, to prove the fixes
  std::string Diff;                ///< of a dry run
  std::vector<std::string> Errors; ///< what could not be done, a sentence each
};

FixOutcome applyFixes(llvm::ArrayRef<UnitReport> Reports, FixRequest Request,
                      unsigned Jobs);

} // namespace cohazard::cli

#endif
