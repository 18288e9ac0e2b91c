//===----------------------------------------------------------------------===//
// What does one TU say? settings -> parse -> extract, or facts that are known
// from an earlier run. The AST is gone after that; what was read waits for the
// other TUs of the program.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_CLI_READTU_H
#define COHAZARD_HOSTS_CLI_READTU_H

#include "hosts/Settings.h"
#include "hosts/cli/FactsCache.h"
#include "hosts/cli/FixSources.h"
#include "hosts/cli/Measures.h"
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

/// A fix in words; its edits are hints of clang-tidy's.
struct FixText {
  std::string Title;
  bool IsSafe = false, NeedsProof = false;
  std::string WhyNotSafe;
  std::string Note; ///< that bears its hints, if it is not safe
};

/// What there is to say about a TU.
struct UnitReport {
  bool Failed = false; ///< not parsed: nothing is known of it
  bool NoCheckIsOn = false;
  bool Reused = false; ///< its facts were known
  std::string Errors; ///< as clang prints them
  std::string Facts;  ///< with PrintFacts
  std::vector<std::string> UnknownFlags;
  std::vector<hosts::Mistake> Mistakes;
  std::vector<EnabledCheck> Checks;
  std::vector<clang::tidy::ClangTidyError> Findings; ///< when all are linked
  llvm::StringMap<std::vector<FixText>> FixTexts;    ///< by findingKey
  FixSources Sources; ///< with MakesFixes
  UnitTimes Times;
};

struct ReadUnit {
  UnitReport Report;
  FileTable::File MainFile;
  std::string Directory;
  facts::TuFacts Facts; ///< of a TU that was parsed; no fact where it was not
  std::vector<EnabledCheck> Checks;
  std::shared_ptr<const hosts::Settings> Settings;
  UnitInputs Inputs; ///< of a TU that was parsed
  clang::tidy::ClangTidyOptions Tidy; ///< what `.clang-tidy` says
};

/// What the units of a run share.
struct SharedCaches {
  hosts::SettingsCache Settings;
  std::optional<FactsCache> Facts; ///< none: every file is parsed
};

/// What is to be asked of a TU, before it is read. False if that cannot be told,
/// or nothing is; the report says so.
bool configure(const LintOptions &Options, hosts::SettingsCache &Settings,
               ReadUnit &Out);

/// Safe to call from several threads.
ReadUnit readTu(const Unit &U, const LintOptions &Options,
                SharedCaches &Caches);

} // namespace cohazard::cli

#endif
