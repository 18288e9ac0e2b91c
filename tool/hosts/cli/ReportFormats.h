//===----------------------------------------------------------------------===//
// In which forms can a report be written? One function each, one file each; a
// new one is a row in ReportOutputs.cpp. Each survives names, comments and
// bytes that are meant to break it.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_CLI_REPORTFORMATS_H
#define COHAZARD_HOSTS_CLI_REPORTFORMATS_H

#include "hosts/cli/ReportModel.h"
#include "llvm/Support/raw_ostream.h"

namespace cohazard::cli {

/// docs/ci.md has the schema. \p WithLines: and the lines around every place, in
/// few bytes, for a program that shows them.
void writeJson(const RunReport &Report, llvm::raw_ostream &Out,
               bool WithLines = false);
void writeSarif(const RunReport &Report, llvm::raw_ostream &Out);
void writeGithub(const RunReport &Report, llvm::raw_ostream &Out);
void writeGitlab(const RunReport &Report, llvm::raw_ostream &Out);
void writeHtml(const RunReport &Report, llvm::raw_ostream &Out);

} // namespace cohazard::cli

#endif
