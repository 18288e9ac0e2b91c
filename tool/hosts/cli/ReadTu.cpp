#include "hosts/cli/ReadTu.h"
#include "facts/FactsFile.h"
#include "facts/PrintFacts.h"
#include "hosts/cli/CrashGuard.h"
#include "hosts/cli/ParseTu.h"
#include "hosts/cli/Paths.h"
#include "hosts/cli/ProjectCache.h"
#include "clang/AST/ASTContext.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Lex/Preprocessor.h"

using namespace clang;
using namespace clang::tidy;

namespace cohazard::cli {

/// Gives every file the name that all TUs know it by.
static void nameFiles(const Unit &U, facts::TuFacts &Facts) {
  Facts.MainFile = {U.File, realPath(U.File, U.Directory)};
  Facts.Directory = U.Directory;
  for (FileTable::File &File : llvm::drop_begin(Facts.Files.Files))
    File.RealPath = realPath(File.Path, U.Directory);
}

static void readAst(CompilerInstance &Compiler, const Unit &U,
                    const LintOptions &Options, ReadUnit &Out) {
  Stopwatch Watch;
  Out.Facts = extract(Compiler.getASTContext(), &Compiler.getPreprocessor(),
                      Out.Asked->Knowledge->allModels());
  Out.Report.Times.Extract = Watch.seconds();
  if (Options.PrintFacts) {
    llvm::raw_string_ostream Text(Out.Report.Facts);
    facts::printFacts(Out.Facts, Text);
    Out.Facts = {};
    return;
  }
  nameFiles(U, Out.Facts);
  if (Options.MakesFixes)
    Out.Report.Sources = {U, filesOf(Compiler.getSourceManager()), {}};
}

Unit withExtraArguments(Unit U, const ClangTidyOptions &Options) {
  if (Options.ExtraArgsBefore && !U.Arguments.empty())
    U.Arguments.insert(std::next(U.Arguments.begin()),
                       Options.ExtraArgsBefore->begin(),
                       Options.ExtraArgsBefore->end());
  if (Options.ExtraArgs)
    llvm::append_range(U.Arguments, *Options.ExtraArgs);
  return U;
}

UnitKey keyOf(const Unit &U, const UnitSettings &Asked) {
  return {U.File, U.Directory, U.Arguments, Asked.Knowledge->text(),
          buildFingerprint()};
}

bool repeat(const CachedFacts &Known, const LintOptions &Options,
            UnitReport &Report) {
  if (Known.Failure && Known.Failure->Colored != Options.ColorErrors)
    return false;
  Report.UnknownFlags = Known.Strings;
  Report.Failed = Known.Failure.has_value();
  Report.Reused = !Report.Failed;
  if (Known.Failure)
    Report.Errors = Known.Failure->Errors;
  return true;
}

/// Takes the facts that an earlier run made of the same. Fixes need more of a
/// file than facts.
static bool reuse(const UnitKey &Key, const LintOptions &Options,
                  FactsCache &Cache, ReadUnit &Out) {
  if (Options.PrintFacts || Options.MakesFixes)
    return false;
  std::optional<CachedFacts> Known = Cache.find(Key);
  std::unique_ptr<llvm::MemoryBuffer> Bytes =
      Known ? Cache.load(*Known) : nullptr;
  if (!Bytes)
    return false;
  auto Facts = facts::decodeFacts(Bytes->getBuffer(), Cache.pathOf(*Known),
                                  Key.BuildId);
  if (!Facts) { // As if it were not there: it is made again.
    llvm::consumeError(Facts.takeError());
    return false;
  }
  Out.Facts = std::move(*Facts);
  return repeat(*Known, Options, Out.Report);
}

/// Is what was read all that decides whether the unit parses? Not if the driver had
/// refused the command before anything was.
static bool tellsAll(const UnitInputs &Inputs) {
  return !Inputs.Files.empty() && !Inputs.Unreadable;
}

static void keep(const UnitKey &Key, const LintOptions &Options,
                 const UnitInputs &Inputs, const ReadUnit &Read,
                 FactsCache &Cache) {
  std::optional<CachedFailure> Failure;
  if (Read.Report.Failed && !tellsAll(Inputs))
    return;
  if (Read.Report.Failed)
    Failure = CachedFailure{Read.Report.Errors, Options.ColorErrors};
  Cache.store(Key, Inputs, facts::encodeFacts(Read.Facts, Key.BuildId),
              Read.Report.UnknownFlags, std::move(Failure));
}

static void parse(const Unit &U, const LintOptions &Options,
                  SharedCaches &Caches, ReadUnit &Out) {
  UnitReport &Report = Out.Report;
  const UnitKey Key = keyOf(U, *Out.Asked);
  Stopwatch Looking;
  bool Known = Caches.Facts && reuse(Key, Options, *Caches.Facts, Out);
  Report.Times.Cache = Looking.seconds();
  if (Known)
    return;
  nameFiles(U, Out.Facts);
  Stopwatch Parsing;
  ParseOutcome Parsed =
      parseTu(U, Options.ColorErrors, [&](CompilerInstance &Compiler) {
        readAst(Compiler, U, Options, Out);
      });
  Report.Times.Parse = Parsing.seconds() - Report.Times.Extract;
  Report.Failed = !Parsed.Parsed;
  Report.Errors = std::move(Parsed.Errors);
  Report.UnknownFlags = std::move(Parsed.UnknownFlags);
  Stopwatch Storing;
  if (Caches.Facts && !Options.PrintFacts)
    keep(Key, Options, Parsed.Inputs, Out, *Caches.Facts);
  Report.Times.Cache += Storing.seconds();
  if (Options.KeepsInputs)
    Out.Inputs = std::move(Parsed.Inputs);
}

bool configure(llvm::StringRef MainFile, const LintOptions &Options,
               UnitSettingsCache &Settings, ReadUnit &Out) {
  UnitReport &Report = Out.Report;
  Out.Asked = Settings.settingsFor(MainFile);
  Report.Mistakes = Out.Asked->Mistakes;
  Report.Checks = Out.Asked->Checks;
  Report.Filters = filtersOf(Out.Asked->Tidy);
  Report.Errors = Out.Asked->Error;
  Report.Failed = !Report.Errors.empty();
  Report.NoCheckIsOn =
      !Report.Failed && Out.Asked->Checks.empty() && !Options.PrintFacts;
  return !Report.Failed && !Report.NoCheckIsOn;
}

static void read(const Unit &U, const LintOptions &Options,
                 SharedCaches &Caches, ReadUnit &Out) {
  Stopwatch Configuring;
  bool IsAsked = configure(U.File, Options, Caches.Settings, Out);
  Out.Report.Times.Settings = Configuring.seconds();
  if (IsAsked)
    parse(withExtraArguments(U, Out.Asked->Tidy), Options, Caches, Out);
  else // What stays empty is a unit of the program all the same.
    nameFiles(U, Out.Facts);
}

ReadUnit readTu(const Unit &U, const LintOptions &Options,
                SharedCaches &Caches) {
  ReadUnit Out;
  if (runGuarded([&] { read(U, Options, Caches, Out); }))
    return Out;
  ReadUnit Crashed;
  nameFiles(U, Crashed.Facts);
  Crashed.Report.Failed = true;
  Crashed.Report.Errors = "error: '" + U.File +
                          "': the parser or the analysis crashed on this file; "
                          "please report it\n";
  return Crashed;
}

std::vector<UnitReport> takeReports(std::vector<ReadUnit> Units) {
  std::vector<UnitReport> Reports;
  for (ReadUnit &Unit : Units)
    Reports.push_back(std::move(Unit.Report));
  return Reports;
}

} // namespace cohazard::cli
