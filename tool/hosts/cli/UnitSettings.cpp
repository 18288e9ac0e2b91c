#include "hosts/cli/UnitSettings.h"
#include "llvm/Support/Path.h"

using namespace clang::tidy;

namespace cohazard::cli {

std::shared_ptr<const UnitSettings>
UnitSettingsCache::read(llvm::StringRef MainFile) {
  auto Made = std::make_shared<UnitSettings>();
  auto Context = makeContext(Overrides, MainFile, Made->Mistakes);
  if (!Context) {
    Made->Error = "error: " + llvm::toString(Context.takeError()) + "\n";
    return Made;
  }
  Made->Checks = enabledChecks(**Context, Made->Mistakes);
  Made->Tidy = (*Context)->getOptions();
  Made->TidyText = configurationAsText(Made->Tidy);
  Made->Knowledge = Knowledge.settingsFor(MainFile, Made->Checks);
  llvm::append_range(Made->Mistakes, Made->Knowledge->mistakes());
  return Made;
}

std::shared_ptr<const UnitSettings>
UnitSettingsCache::settingsFor(llvm::StringRef MainFile) {
  std::lock_guard<std::mutex> Lock(Guard);
  auto &Known = ByFolder[llvm::sys::path::parent_path(MainFile)];
  if (!Known)
    Known = read(MainFile);
  return Known;
}

} // namespace cohazard::cli
