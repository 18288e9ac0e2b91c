//===----------------------------------------------------------------------===//
// The `cohazard` command line: parse the arguments, run a subcommand.
//===----------------------------------------------------------------------===//

#include "Build.h"
#include "hosts/cli/Command.h"
#include "clang/Basic/Version.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/Signals.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Support/raw_ostream.h"
#include <cstdlib>

using namespace cohazard::cli;

static constexpr char Overview[] =
    "cohazard finds concurrency hazards in C++ coroutines and threads\n\n"
    "  cohazard lint -p build               every file of a compilation "
    "database\n"
    "  cohazard lint server.cpp -- -std=c++20\n"
    "  cohazard lint --fix=dry -p build     what it would mend; --fix does\n"
    "  cohazard baseline -p build -o FILE   lint --baseline=FILE then shows what "
    "is new\n"
    "  cohazard explain blocking-call       what a check reports, and why\n"
    "  cohazard doctor server.cpp           what is wrong with the setup\n\n"
    "Exits with 0 for no finding, 1 for findings, 2 if it could not do its "
    "job.\n";

static void printVersion(llvm::raw_ostream &Out) {
  Out << "cohazard " << COHAZARD_VERSION << "\n"
      << "LLVM " << CLANG_VERSION_STRING << "\n"
      << "build " << cohazard::hosts::BuildId << "\n";
}

/// Splits `ARGS… -- FLAGS…`: the flags are the compiler's, not ours to parse.
static bool splitAtDashes(int &Argc, char **Argv,
                          std::vector<std::string> &Flags) {
  for (int I = 1; I < Argc; ++I) {
    if (llvm::StringRef(Argv[I]) != "--")
      continue;
    Flags.assign(Argv + I + 1, Argv + Argc);
    Argc = I;
    return true;
  }
  return false;
}

static Exit run(int Argc, char **Argv) {
  std::vector<std::string> Flags;
  bool HasFlags = splitAtDashes(Argc, Argv, Flags);
  // Every library of LLVM brings options of its own; they are not ours to
  // offer.
  static llvm::cl::OptionCategory None("");
  llvm::cl::HideUnrelatedOptions(None);
  if (!llvm::cl::ParseCommandLineOptions(Argc, Argv, Overview, &llvm::errs()))
    return Exit::Failed;
  const std::vector<std::string> *Given = HasFlags ? &Flags : nullptr;
  if (lintCommand())
    return runLint(Given);
  if (baselineCommand())
    return runBaseline(Given);
  if (extractCommand())
    return runExtract(Given);
  if (linkCommand())
    return runLink();
  if (reportCommand())
    return runReport();
  if (ninjaCommand())
    return runNinja();
  if (checksCommand())
    return runChecks();
  if (explainCommand())
    return runExplain();
  if (doctorCommand())
    return runDoctor();
  llvm::errs() << "error: no subcommand given; try 'cohazard lint FILE', "
                  "'cohazard checks', 'cohazard explain CHECK' or 'cohazard "
                  "--help'\n";
  return Exit::Failed;
}

/// A full disk is found out when the last of the text is written. Runs at the
/// exit, as `--help` and `--version` exit by themselves; LLVM's stream would end
/// the process as if it had crashed.
static void checkStandardOutput() {
  llvm::outs().flush();
  if (!llvm::outs().has_error())
    return;
  llvm::errs() << "error: cannot write to standard output: "
               << llvm::outs().error().message() << '\n';
  std::_Exit(static_cast<int>(Exit::Failed));
}

int main(int Argc, char **Argv) {
  // What is closed would become the next file that is opened.
  if (llvm::sys::Process::FixupStandardFileDescriptors())
    return static_cast<int>(Exit::Failed);
  llvm::sys::PrintStackTraceOnErrorSignal(Argv[0]);
  // Inline assembly and foreign targets need their descriptions, no code
  // generator.
  llvm::InitializeAllTargetInfos();
  llvm::InitializeAllTargetMCs();
  llvm::InitializeAllAsmParsers();
  llvm::cl::SetVersionPrinter(printVersion);
  llvm::outs(); // made before the handler, so that it is there when that runs
  std::atexit(checkStandardOutput);
  return static_cast<int>(run(Argc, Argv));
}
