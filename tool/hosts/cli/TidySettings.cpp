#include "hosts/cli/TidySettings.h"
#include "hosts/CheckList.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/VirtualFileSystem.h"

using namespace clang::tidy;
using namespace cohazard::hosts;

namespace cohazard::cli {

static ClangTidyOptions defaults() {
  ClangTidyOptions Options;
  Options.Checks = "cohazard-*";
  Options.WarningsAsErrors = "";
  Options.HeaderFileExtensions = {"", "h", "hh", "hpp", "hxx"};
  Options.ImplementationFileExtensions = {"c", "cc", "cpp", "cxx"};
  // Headers of the project are the project's code.
  Options.HeaderFilterRegex = ".*";
  Options.SystemHeaders = false;
  Options.FormatStyle = "none";
  return Options;
}

static ClangTidyOptions optionsOf(const SettingOverrides &Overrides) {
  ClangTidyOptions Options;
  Options.Checks = Overrides.Checks;
  Options.HeaderFilterRegex = Overrides.HeaderFilter;
  Options.WarningsAsErrors = Overrides.WarningsAsErrors;
  return Options;
}

namespace {

class FilesProvider : public FileOptionsProvider {
public:
  FilesProvider(ClangTidyOptions Overrides, ConfigFileHandler Handler)
      : FileOptionsProvider(ClangTidyGlobalOptions(), defaults(),
                            std::move(Overrides),
                            ConfigFileHandlers{std::move(Handler)}) {
    // This constructor of the base leaves it null in LLVM 22.
    FS = llvm::vfs::getRealFileSystem();
  }

  using FileOptionsBaseProvider::ConfigFileHandler;

  std::vector<OptionsSource> getRawOptions(llvm::StringRef File) override {
    std::vector<OptionsSource> Sources =
        FileOptionsProvider::getRawOptions(File);
    for (OptionsSource &Source : Sources)
      if (Source.first.Checks && speaksOfOthersOnly(*Source.first.Checks))
        Source.first.Checks.reset();
    return Sources;
  }
};

} // namespace

static Mistake mistake(const llvm::SMDiagnostic &Wrong) {
  return {Wrong.getFilename().str(),
          static_cast<unsigned>(std::max(Wrong.getLineNo(), 1)),
          static_cast<unsigned>(Wrong.getColumnNo() + 1),
          Wrong.getMessage().str()};
}

llvm::Expected<std::unique_ptr<ClangTidyOptionsProvider>>
makeProvider(const SettingOverrides &Overrides,
             std::vector<Mistake> &Mistakes) {
  auto Parse = [&Mistakes](llvm::MemoryBufferRef Text) {
    return parseConfigurationWithDiags(Text,
                                       [&](const llvm::SMDiagnostic &Wrong) {
                                         Mistakes.push_back(mistake(Wrong));
                                       });
  };
  if (!Overrides.Config)
    return std::make_unique<FilesProvider>(
        optionsOf(Overrides),
        FilesProvider::ConfigFileHandler(".clang-tidy", Parse));
  llvm::ErrorOr<ClangTidyOptions> Config =
      Parse(llvm::MemoryBufferRef(*Overrides.Config, "--config"));
  if (!Config)
    return llvm::createStringError("--config cannot be read: " +
                                   Config.getError().message());
  return std::make_unique<ConfigOptionsProvider>(
      ClangTidyGlobalOptions(), defaults(), *Config, optionsOf(Overrides));
}

llvm::Expected<std::unique_ptr<ClangTidyContext>>
makeContext(const SettingOverrides &Overrides, llvm::StringRef MainFile,
            std::vector<Mistake> &Mistakes) {
  auto Provider = makeProvider(Overrides, Mistakes);
  if (!Provider)
    return Provider.takeError();
  auto Context = std::make_unique<ClangTidyContext>(std::move(*Provider));
  Context->setCurrentFile(MainFile);
  return Context;
}

std::vector<EnabledCheck> enabledChecks(ClangTidyContext &Context,
                                        std::vector<Mistake> &Mistakes) {
  std::vector<EnabledCheck> Enabled;
  for (const Check *What : allChecks()) {
    std::string Name = "cohazard-" + What->Id.str();
    if (!Context.isCheckEnabled(Name))
      continue;
    Options Values(What->Options);
    for (const auto &Option : Context.getOptions().CheckOptions) {
      llvm::StringRef Key = Option.getKey();
      if (!Key.consume_front(Name) || !Key.consume_front("."))
        continue;
      llvm::Error Wrong = Values.set(Key, Option.getValue().Value);
      if (Wrong)
        Mistakes.push_back(
            {"", 0, 0, Name + ": " + llvm::toString(std::move(Wrong))});
    }
    Enabled.push_back({What, std::move(Values)});
  }
  return Enabled;
}

std::vector<std::string> filtersOf(const ClangTidyOptions &Options) {
  return {"HeaderFilterRegex=" + Options.HeaderFilterRegex.value_or(""),
          "ExcludeHeaderFilterRegex=" +
              Options.ExcludeHeaderFilterRegex.value_or(""),
          Options.SystemHeaders.value_or(false) ? "SystemHeaders=true"
                                                : "SystemHeaders=false"};
}

} // namespace cohazard::cli
