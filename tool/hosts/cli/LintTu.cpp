#include "hosts/cli/LintTu.h"
#include "facts/PrintFacts.h"
#include "hosts/SiteLocator.h"
#include "hosts/cli/CrashGuard.h"
#include "hosts/cli/ParseTu.h"
#include "source/LlvmCompat.h"
#include "clang/AST/ASTContext.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Lex/Preprocessor.h"

using namespace clang;
using namespace clang::tidy;

namespace cohazard::cli {

/// Hands the findings to clang-tidy's consumer and takes back those to show.
static std::vector<ClangTidyError> filter(const Report &Found,
                                          ClangTidyContext &Context,
                                          CompilerInstance &Compiler,
                                          bool Proves) {
  // Which fixes go together is decided where all TUs are known.
  ClangTidyDiagnosticConsumer Consumer(Context, /*ExternalDiagEngine=*/nullptr,
                                       /*RemoveIncompatibleErrors=*/false);
  compat::DiagnosticOptionsHolder Options;
  auto Diagnostics = compat::makeDiagnostics(Options, Consumer);
  compat::setDiagnosticsEngine(Context, *Diagnostics);
  Context.setSourceManager(&Compiler.getSourceManager());
  Context.setASTContext(&Compiler.getASTContext());
  Consumer.BeginSourceFile(Compiler.getLangOpts(), &Compiler.getPreprocessor());
  hosts::SiteLocator Locator(Compiler.getSourceManager(), Found.Files);
  for (const Finding &F : Found.Findings)
    hosts::show(F, Locator, Proves,
                [&](SourceLocation Where, llvm::StringRef Message,
                    DiagnosticIDs::Level Level,
                    llvm::ArrayRef<FixItHint> Hints) {
                  Context.diag("cohazard-" + F.Check, Where, "%0", Level)
                      << Message << Hints;
                });
  Consumer.EndSourceFile();
  return Consumer.take();
}

static void lintAst(CompilerInstance &Compiler, const Unit &U,
                    const LintOptions &Options, ClangTidyContext &Context,
                    llvm::ArrayRef<EnabledCheck> Checks,
                    const models::Models &Library, UnitReport &Out) {
  facts::TuFacts Facts =
      extract(Compiler.getASTContext(), &Compiler.getPreprocessor(), Library);
  if (Options.PrintFacts) {
    llvm::raw_string_ostream Text(Out.Facts);
    facts::printFacts(Facts, Text);
    return;
  }
  Report Found = detect(std::move(Facts), Checks, Library);
  Out.Findings = filter(Found, Context, Compiler, Options.MakesFixes);
  if (Options.MakesFixes)
    Out.Sources = keepSources(U, Compiler.getSourceManager(),
                              Context.getOptions(), Out.Findings);
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

static void lint(const Unit &U, const LintOptions &Options,
                 hosts::SettingsCache &Cache, UnitReport &Out) {
  auto Provider = makeProvider(Options.Overrides, Out.Mistakes);
  if (!Provider) {
    Out.Failed = true;
    Out.Errors = "error: " + llvm::toString(Provider.takeError()) + "\n";
    return;
  }
  ClangTidyContext Context(std::move(*Provider));
  Context.setCurrentFile(U.File);
  Context.setCurrentBuildDirectory(U.Directory);
  std::vector<EnabledCheck> Checks = enabledChecks(Context, Out.Mistakes);
  if (Checks.empty() && !Options.PrintFacts) {
    Out.NoCheckIsOn = true;
    return;
  }
  auto Settings = Cache.settingsFor(U.File, Checks);
  llvm::append_range(Out.Mistakes, Settings->mistakes());
  Unit Extended = withExtraArguments(U, Context.getOptions());
  ParseOutcome Parsed =
      parseTu(Extended, Options.ColorErrors, [&](CompilerInstance &Compiler) {
        lintAst(Compiler, Extended, Options, Context, Checks,
                Settings->library(), Out);
      });
  Out.Failed = !Parsed.Parsed;
  Out.Errors = std::move(Parsed.Errors);
  Out.UnknownFlags = std::move(Parsed.UnknownFlags);
}

UnitReport lintTu(const Unit &U, const LintOptions &Options,
                  hosts::SettingsCache &Cache) {
  UnitReport Out;
  if (runGuarded([&] { lint(U, Options, Cache, Out); }))
    return Out;
  UnitReport Crashed;
  Crashed.Failed = true;
  Crashed.Errors = "error: '" + U.File +
                   "': the parser or the analysis crashed on this file; please "
                   "report it\n";
  return Crashed;
}

} // namespace cohazard::cli
