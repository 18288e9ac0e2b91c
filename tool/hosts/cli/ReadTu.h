//===----------------------------------------------------------------------===//
// What does one TU say? settings -> parse -> extract, or facts that are known
// from an earlier run. The AST is gone after that; what was read waits for the
// other TUs of the program.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_CLI_READTU_H
#define COHAZARD_HOSTS_CLI_READTU_H

#include "hosts/cli/FactsCache.h"
#include "hosts/cli/FixSources.h"
#include "hosts/cli/Measures.h"
#include "hosts/cli/UnitSettings.h"

namespace cohazard::cli {

struct LintOptions {
  SettingOverrides Overrides;
  bool PrintFacts = false;
  bool ColorErrors = false;
  /// Fixes will be made, and tried by parsing again: one that may not compile
  /// is safe.
  bool MakesFixes = false;
  bool KeepsInputs = false; ///< to be told what was read
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
  std::vector<std::string> Filters; ///< of clang-tidy, as `Option=value`
  std::vector<clang::tidy::ClangTidyError> Findings; ///< when all are linked
  llvm::StringMap<std::vector<FixText>> FixTexts;    ///< by findingKey
  FixSources Sources; ///< with MakesFixes
  UnitTimes Times;
};

struct ReadUnit {
  UnitReport Report;
  facts::TuFacts Facts; ///< which TU it is, and no fact where it was not parsed
  std::shared_ptr<const UnitSettings> Asked;
  UnitInputs Inputs; ///< with KeepsInputs, of a TU that was parsed
};

/// What the units of a run share.
struct SharedCaches {
  UnitSettingsCache Settings;
  std::optional<FactsCache> Facts; ///< none: every file is parsed
};

/// Notes what is to be asked of the TU of \p MainFile. False if that cannot be
/// told, or nothing is; the report says so.
bool configure(llvm::StringRef MainFile, const LintOptions &Options,
               UnitSettingsCache &Settings, ReadUnit &Out);

/// \p U with the arguments that `.clang-tidy` adds to those of the build.
Unit withExtraArguments(Unit U, const clang::tidy::ClangTidyOptions &Options);

/// What the facts of \p U depend on, which has the extra arguments and must
/// outlive it.
UnitKey keyOf(const Unit &U, const UnitSettings &Asked);

/// Says of a unit what was said when \p Known was stored; false if it has to be said
/// otherwise now.
bool repeat(const CachedFacts &Known, const LintOptions &Options,
            UnitReport &Report);

/// Safe to call from several threads.
ReadUnit readTu(const Unit &U, const LintOptions &Options,
                SharedCaches &Caches);

/// The reports, without what they were made of.
std::vector<UnitReport> takeReports(std::vector<ReadUnit> Units);

} // namespace cohazard::cli

#endif
