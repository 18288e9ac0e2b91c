//===----------------------------------------------------------------------===//
// Which of a build's compiler arguments matter for parsing? Databases are
// written for other compilers, and for making object files.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_CLI_COMPILERARGUMENTS_H
#define COHAZARD_HOSTS_CLI_COMPILERARGUMENTS_H

#include "hosts/cli/CompileCommands.h"

namespace cohazard::cli {

/// The compiler that \p U's command calls, whatever it is wrapped in.
std::string compilerOf(const Unit &U);

/// The arguments of \p U as a clang driver needs them to check the syntax only.
/// Flags that clang does not know are left in: the driver names them.
std::vector<std::string> argumentsForParsing(const Unit &U);

} // namespace cohazard::cli

#endif
