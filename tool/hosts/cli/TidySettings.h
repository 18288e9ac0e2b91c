//===----------------------------------------------------------------------===//
// Which checks are on for a file, and with which options? Read from the same
// `.clang-tidy` files, by the same code, as clang-tidy does.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_CLI_TIDYSETTINGS_H
#define COHAZARD_HOSTS_CLI_TIDYSETTINGS_H

#include "Pipeline.h"
#include "clang-tidy/ClangTidyDiagnosticConsumer.h"
#include "hosts/Settings.h"
#include <optional>

namespace cohazard::cli {

/// What the command line says over the files; named as in clang-tidy.
struct SettingOverrides {
  std::optional<std::string> Config, Checks, HeaderFilter, WarningsAsErrors;
};

/// Who reads the `.clang-tidy` files. Mistakes in them go to \p Mistakes, which must
/// outlive it.
llvm::Expected<std::unique_ptr<clang::tidy::ClangTidyOptionsProvider>>
makeProvider(const SettingOverrides &Overrides,
             std::vector<hosts::Mistake> &Mistakes);

/// clang-tidy's context for the TU of \p MainFile; \p Mistakes as above.
llvm::Expected<std::unique_ptr<clang::tidy::ClangTidyContext>>
makeContext(const SettingOverrides &Overrides, llvm::StringRef MainFile,
            std::vector<hosts::Mistake> &Mistakes);

/// The checks of ours that \p Context has on, with their options.
std::vector<EnabledCheck> enabledChecks(clang::tidy::ClangTidyContext &Context,
                                        std::vector<hosts::Mistake> &Mistakes);

/// Those of clang-tidy's settings that decide which findings are shown, as
/// `Option=value`.
std::vector<std::string>
filtersOf(const clang::tidy::ClangTidyOptions &Options);

} // namespace cohazard::cli

#endif
