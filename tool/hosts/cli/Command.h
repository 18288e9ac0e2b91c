//===----------------------------------------------------------------------===//
// What is a subcommand? A name that the command line knows it by, and what it
// does. Each lives in a file of its own.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_CLI_COMMAND_H
#define COHAZARD_HOSTS_CLI_COMMAND_H

#include "llvm/Support/CommandLine.h"

namespace cohazard::cli {

/// What the process answers.
enum class Exit : int { Clean = 0, Findings = 1, Failed = 2 };

/// Each is made when its first option asks for it, whatever file that is in.
llvm::cl::SubCommand &lintCommand();
llvm::cl::SubCommand &baselineCommand();
llvm::cl::SubCommand &extractCommand();
llvm::cl::SubCommand &linkCommand();
llvm::cl::SubCommand &reportCommand();
llvm::cl::SubCommand &ninjaCommand();
llvm::cl::SubCommand &checksCommand();
llvm::cl::SubCommand &explainCommand();

/// What the help calls the options that say how findings are reported.
llvm::cl::OptionCategory &reportOptions();

/// \p Flags is what stood behind `--`; null if there was no `--`.
Exit runLint(const std::vector<std::string> *Flags);
Exit runBaseline(const std::vector<std::string> *Flags);
Exit runExtract(const std::vector<std::string> *Flags);
Exit runLink();
Exit runReport();
Exit runNinja();
Exit runChecks();
Exit runExplain();

} // namespace cohazard::cli

#endif
