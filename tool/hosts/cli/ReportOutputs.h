//===----------------------------------------------------------------------===//
// Where does a report go, and in which form? --format and -o, several at once.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_CLI_REPORTOUTPUTS_H
#define COHAZARD_HOSTS_CLI_REPORTOUTPUTS_H

#include "hosts/cli/ReportModel.h"
#include "llvm/Support/Error.h"

namespace cohazard::cli {

enum class ReportFormat { Text, Json, Sarif, Github, Gitlab, Html };

struct ReportOutput {
  ReportFormat Format = ReportFormat::Text;
  std::string File; ///< empty: standard output
};

/// What the command line asks for; an error says what it may not. If standard
/// output is taken by something else (\p Taken says by what), only text may go
/// there: it moves to standard error.
llvm::Expected<std::vector<ReportOutput>> reportOutputs(llvm::StringRef Taken);

/// Writes \p Report in a form other than text.
llvm::Error write(const RunReport &Report, const ReportOutput &To);

} // namespace cohazard::cli

#endif
