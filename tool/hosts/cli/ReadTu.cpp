#include "hosts/cli/ReadTu.h"
#include "facts/PrintFacts.h"
#include "hosts/cli/CrashGuard.h"
#include "hosts/cli/ParseTu.h"
#include "hosts/cli/Paths.h"
#include "clang/AST/ASTContext.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Lex/Preprocessor.h"

using namespace clang;
using namespace clang::tidy;

namespace cohazard::cli {

/// Gives every file the name that all TUs know it by.
static void nameFiles(const Unit &U, facts::TuFacts &Facts) {
  Facts.MainFile = realPath(U.File, U.Directory);
  for (FileTable::File &File : llvm::drop_begin(Facts.Files.Files)) {
    File.RealPath = realPath(File.Path, U.Directory);
    File.Path = absolutePath(File.Path, U.Directory);
  }
}

static void readAst(CompilerInstance &Compiler, const Unit &U,
                    const LintOptions &Options, ReadUnit &Out) {
  Out.Facts = extract(Compiler.getASTContext(), &Compiler.getPreprocessor(),
                      Out.Settings->library());
  if (Options.PrintFacts) {
    llvm::raw_string_ostream Text(Out.Report.Facts);
    facts::printFacts(Out.Facts, Text);
    Out.Facts = {};
    return;
  }
  Out.WrittenFiles = Out.Facts.Files;
  nameFiles(U, Out.Facts);
  if (Options.MakesFixes)
    Out.Report.Sources = {U, filesOf(Compiler.getSourceManager()), {}};
}

/// The arguments that `.clang-tidy` adds to those of the build.
static Unit withExtraArguments(Unit U, const ClangTidyOptions &Options) {
  if (Options.ExtraArgsBefore && !U.Arguments.empty())
    U.Arguments.insert(std::next(U.Arguments.begin()),
                       Options.ExtraArgsBefore->begin(),
                       Options.ExtraArgsBefore->end());
  if (Options.ExtraArgs)
    llvm::append_range(U.Arguments, *Options.ExtraArgs);
  return U;
}

static void read(const Unit &U, const LintOptions &Options,
                 hosts::SettingsCache &Cache, ReadUnit &Out) {
  UnitReport &Report = Out.Report;
  auto Provider = makeProvider(Options.Overrides, Report.Mistakes);
  if (!Provider) {
    Report.Failed = true;
    Report.Errors = "error: " + llvm::toString(Provider.takeError()) + "\n";
    return;
  }
  ClangTidyContext Context(std::move(*Provider));
  Context.setCurrentFile(U.File);
  Context.setCurrentBuildDirectory(U.Directory);
  Out.Checks = enabledChecks(Context, Report.Mistakes);
  if (Out.Checks.empty() && !Options.PrintFacts) {
    Report.NoCheckIsOn = true;
    return;
  }
  Out.Configuration = configurationAsText(Context.getOptions());
  Out.Settings = Cache.settingsFor(U.File, Out.Checks);
  llvm::append_range(Report.Mistakes, Out.Settings->mistakes());
  Unit Extended = withExtraArguments(U, Context.getOptions());
  ParseOutcome Parsed =
      parseTu(Extended, Options.ColorErrors, [&](CompilerInstance &Compiler) {
        readAst(Compiler, Extended, Options, Out);
      });
  Report.Failed = !Parsed.Parsed;
  Report.Errors = std::move(Parsed.Errors);
  Report.UnknownFlags = std::move(Parsed.UnknownFlags);
}

ReadUnit readTu(const Unit &U, const LintOptions &Options,
                hosts::SettingsCache &Cache) {
  ReadUnit Out;
  if (runGuarded([&] { read(U, Options, Cache, Out); }))
    return Out;
  ReadUnit Crashed;
  Crashed.Report.Failed = true;
  Crashed.Report.Errors = "error: '" + U.File +
                          "': the parser or the analysis crashed on this file; "
                          "please report it\n";
  return Crashed;
}

} // namespace cohazard::cli
