//===----------------------------------------------------------------------===//
// `cohazard extract`: read one TU and write its facts to a file, for `cohazard
// link`.
//===----------------------------------------------------------------------===//

#include "facts/FactsFile.h"
#include "hosts/cli/Command.h"
#include "hosts/cli/CommonOptions.h"
#include "hosts/cli/CrashGuard.h"
#include "hosts/cli/ProjectCache.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace cohazard::cli {

cl::SubCommand &extractCommand() {
  static cl::SubCommand Command(
      "extract", "write what FILE says to a facts file, for 'cohazard link'; "
                 "flags for the compiler may follow after --");
  return Command;
}

static cl::opt<std::string> SourceFile(cl::Positional, cl::Required,
                                       cl::desc("FILE"),
                                       cl::sub(extractCommand()));
static cl::opt<std::string>
    FactsOutput("o", cl::Required, cl::value_desc("facts"),
                cl::desc("the file to write; it is left "
                         "alone if nothing has changed"),
                cl::sub(extractCommand()));
static cl::opt<std::string>
    DependencyFile("depfile", cl::value_desc("file"),
                   cl::desc("also write what was read, in the syntax of make"),
                   cl::sub(extractCommand()));
static cl::opt<unsigned> CommandNumber(
    "command", cl::init(0), cl::value_desc("N"),
    cl::desc("which of the file's commands in the database, from 1"),
    cl::sub(extractCommand()));

/// As make and Ninja read it.
static std::string escapedForMake(StringRef Path) {
  std::string Out;
  for (char C : Path) {
    if (C == ' ' || C == '#' || C == '\\')
      Out += '\\';
    if (C == '$')
      Out += '$';
    Out += C;
  }
  return Out;
}

static std::string dependencies(const ReadUnit &Read) {
  std::string Out = escapedForMake(FactsOutput) + ":";
  for (const UnitInput &Input : Read.Inputs.Files)
    if (Input.Kind == InputKind::Contents)
      Out += " \\\n  " + escapedForMake(Input.Path);
  if (StringRef Knowledge = Read.Asked->Knowledge->file(); !Knowledge.empty())
    Out += " \\\n  " + escapedForMake(Knowledge);
  return Out + "\n";
}

/// The one unit that is meant, or none after saying why.
static std::optional<Unit> chosen(const UnitList &List) {
  for (const std::string &Error : List.Errors)
    errs() << "error: " << Error << '\n';
  if (!List.Errors.empty() || List.Units.empty())
    return std::nullopt;
  if (CommandNumber > List.Units.size() ||
      (!CommandNumber && List.Units.size() > 1)) {
    errs() << "error: '" << SourceFile << "' has " << List.Units.size()
           << " commands in the database; say which with --command=1 to "
              "--command="
           << List.Units.size() << '\n';
    return std::nullopt;
  }
  return List.Units[CommandNumber ? CommandNumber - 1 : 0];
}

Exit runExtract(const std::vector<std::string> *Flags) {
  UnitList List = findUnits({{SourceFile}, buildPath(), Flags, pathMappings()});
  requireHeaders(List);
  std::optional<Unit> U = chosen(List);
  if (!U)
    return Exit::Failed;
  enableCrashGuard();
  LintOptions Options = commonOptions();
  Options.KeepsInputs = !DependencyFile.empty();
  SharedCaches Caches{UnitSettingsCache(Options.Overrides), std::nullopt};
  ReadUnit Read = readTu(*U, Options, Caches);
  errs() << Read.Report.Errors;
  for (const hosts::Mistake &M : Read.Report.Mistakes)
    errs() << hosts::format(M) << '\n';
  if (Read.Report.Failed)
    return Exit::Failed;
  bool Written = succeeded(writeIfChanged(
      FactsOutput, facts::encodeFacts(Read.Facts, buildFingerprint())));
  if (!DependencyFile.empty())
    Written &= succeeded(writeIfChanged(DependencyFile, dependencies(Read)));
  return Written && Read.Report.Mistakes.empty() ? Exit::Clean : Exit::Failed;
}

} // namespace cohazard::cli
