//===----------------------------------------------------------------------===//
// A linked program on disk: what `cohazard link` writes and `cohazard report`
// reads. A frame as in facts/FactsFile.h around LinkedProgram, field by field.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_CLI_PROGRAMINDEX_H
#define COHAZARD_HOSTS_CLI_PROGRAMINDEX_H

#include "hosts/cli/LintProgram.h"

namespace cohazard::cli {

std::string encodeIndex(const LinkedProgram &Program, llvm::StringRef BuildId);

/// An error names the file and says what to do.
llvm::Expected<LinkedProgram> readIndex(llvm::StringRef Path,
                                        llvm::StringRef BuildId);

} // namespace cohazard::cli

#endif
