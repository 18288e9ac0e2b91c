//===----------------------------------------------------------------------===//
// What is asked of a TU: which checks, with which options and filters, and with
// which knowledge of libraries? `.clang-tidy` and `.cohazard.yaml` are found by
// walking up, so files of one folder share the answer.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_CLI_UNITSETTINGS_H
#define COHAZARD_HOSTS_CLI_UNITSETTINGS_H

#include "hosts/cli/TidySettings.h"

namespace cohazard::cli {

struct UnitSettings {
  std::vector<EnabledCheck> Checks;
  std::shared_ptr<const hosts::Settings> Knowledge;
  clang::tidy::ClangTidyOptions Tidy;  ///< what `.clang-tidy` says
  std::string TidyText;                ///< the same: equal ones ask for the same
  std::vector<hosts::Mistake> Mistakes;
  std::string Error; ///< why nothing can be asked; empty where it can
};

/// Finds settings, those of a folder once. Safe to share between threads.
class UnitSettingsCache {
public:
  explicit UnitSettingsCache(SettingOverrides Overrides)
      : Overrides(std::move(Overrides)) {}

  /// \p MainFile is absolute.
  std::shared_ptr<const UnitSettings> settingsFor(llvm::StringRef MainFile);

private:
  std::shared_ptr<const UnitSettings> read(llvm::StringRef MainFile);

  const SettingOverrides Overrides;
  std::mutex Guard;
  hosts::SettingsCache Knowledge;
  llvm::StringMap<std::shared_ptr<const UnitSettings>> ByFolder;
};

} // namespace cohazard::cli

#endif
