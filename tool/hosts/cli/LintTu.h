//===----------------------------------------------------------------------===//
// What is there to say about one TU? parse -> extract -> detect -> filter by
// NOLINT, header filter and warnings-as-errors, with clang-tidy's own code.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_CLI_LINTTU_H
#define COHAZARD_HOSTS_CLI_LINTTU_H

#include "hosts/Settings.h"
#include "hosts/cli/FixSources.h"
#include "hosts/cli/TidySettings.h"

namespace cohazard::cli {

struct LintOptions {
  SettingOverrides Overrides;
  bool PrintFacts = false;
  bool ColorErrors = false;
  /// Fixes will be made, and tried by parsing again: one that may not compile
  /// is safe.
  bool MakesFixes = false;
};

struct UnitReport {
  bool Failed = false; ///< not parsed: nothing is known of it
  bool NoCheckIsOn = false;
  std::string Errors; ///< as clang prints them
  std::string Facts;  ///< with PrintFacts
  std::vector<std::string> UnknownFlags;
  std::vector<hosts::Mistake> Mistakes;
  std::vector<clang::tidy::ClangTidyError> Findings;
  FixSources Sources; ///< with MakesFixes
};

/// Safe to call from several threads; \p Settings is shared between them.
UnitReport lintTu(const Unit &U, const LintOptions &Options,
                  hosts::SettingsCache &Settings);

} // namespace cohazard::cli

#endif
