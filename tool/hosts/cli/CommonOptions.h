//===----------------------------------------------------------------------===//
// Options that several subcommands have.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_CLI_COMMONOPTIONS_H
#define COHAZARD_HOSTS_CLI_COMMONOPTIONS_H

#include "hosts/cli/CompileCommands.h"
#include "hosts/cli/ReadTu.h"

namespace cohazard::cli {

/// `-p`, or empty.
const std::string &buildPath();
bool isQuiet();
bool wantsStatistics();
bool wantsProfile();
/// `--root`, or empty.
const std::string &rootFolder();

/// What makes a run end with Exit::Findings.
enum class FailOn { New, Any, Never };
FailOn failOn();

/// What is asked: `--checks`, `--config`, `--header-filter` and so on.
LintOptions commonOptions();

/// Adds an error if no file can be parsed because clang's headers are missing.
void requireHeaders(UnitList &List);

/// Writes \p Bytes to \p Path at once, unless they stand there already: what
/// depends on the file is then not made again. An error names the file.
llvm::Error writeIfChanged(const std::string &Path, llvm::StringRef Bytes);

/// Prints `error: …` for \p Wrong, if it is one. True if it was none.
bool succeeded(llvm::Error Wrong);

} // namespace cohazard::cli

#endif
