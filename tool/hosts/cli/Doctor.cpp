//===----------------------------------------------------------------------===//
// `cohazard doctor`: what is wrong with this setup, and what is to be done about
// it? Looks at what is installed, at the database, and at what holds for a file.
//===----------------------------------------------------------------------===//

#include "Build.h"
#include "hosts/FindAbove.h"
#include "hosts/IndexFinder.h"
#include "hosts/ProgramPath.h"
#include "hosts/ResourceDirectory.h"
#include "hosts/cli/Command.h"
#include "hosts/cli/CommonOptions.h"
#include "hosts/cli/CompilerArguments.h"
#include "hosts/cli/ParseTu.h"
#include "hosts/cli/Paths.h"
#include "hosts/cli/ProjectCache.h"
#include "hosts/cli/TidyTool.h"
#include "clang/Basic/Version.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace cohazard::cli {

cl::SubCommand &doctorCommand() {
  static cl::SubCommand Command(
      "doctor", "say what is wrong with the setup: for FILE…, or for the "
                "compilation database as a whole");
  return Command;
}

static cl::list<std::string> FilesToExamine(cl::Positional, cl::desc("[FILE…]"),
                                      cl::sub(doctorCommand()));

namespace {

/// Prints one line for each thing, and counts what is wrong.
class Diagnosis {
public:
  void say(StringRef What, const Twine &Text) {
    outs() << left_justify(What, 12) << Text << '\n';
  }
  /// \p Text says what to do as well.
  void problem(const Twine &Text) {
    ++Problems;
    outs() << "  problem: " << Text << '\n';
  }
  void note(const Twine &Text) { outs() << "  note: " << Text << '\n'; }
  unsigned problems() const { return Problems; }

private:
  unsigned Problems = 0;
};

} // namespace

//===-- What is installed --------------------------------------------------===//

static void examineProgram(Diagnosis &Out) {
  Out.say("cohazard", Twine(COHAZARD_VERSION ", build ") + hosts::BuildId +
                          ", LLVM " CLANG_VERSION_STRING ", in " +
                          hosts::programHome());
  if (hosts::resourceDirectory().empty())
    Out.problem("clang's own headers (stddef.h and the like) are neither in '" +
                hosts::programHome() + "/lib/clang' nor in " COHAZARD_LLVM_ROOT
                         "; install libclang-common-" COHAZARD_LLVM_MAJOR
                         "-dev");
  else
    Out.say("headers", hosts::resourceDirectory());
}

static void examinePlugin(Diagnosis &Out) {
  std::string Plugin = hosts::programHome() + "/lib/cohazard-tidy.so";
  if (!sys::fs::exists(Plugin)) {
    Out.say("plugin", "none");
    Out.problem("there is no '" + Plugin + "'; install or build cohazard anew");
    return;
  }
  Out.say("plugin", Plugin);
  ErrorOr<std::string> Tidy = sys::findProgramByName(
      "clang-tidy-" COHAZARD_LLVM_MAJOR);
  if (!Tidy)
    Tidy = sys::findProgramByName("clang-tidy", {COHAZARD_LLVM_ROOT "/bin"});
  if (!Tidy) {
    Out.say("clang-tidy", "none");
    Out.note("the plugin needs clang-tidy " COHAZARD_LLVM_MAJOR
             "; install clang-tidy-" COHAZARD_LLVM_MAJOR
             " if you want to use it");
    return;
  }
  Out.say("clang-tidy", *Tidy);
  if (Error Wrong = loadPlugin(*Tidy, Plugin))
    Out.problem("the plugin does not load: " + toString(std::move(Wrong)));
  ErrorOr<std::string> Plain = sys::findProgramByName("clang-tidy");
  if (!Plain)
    return;
  if (unsigned Major = majorVersionOf(*Plain);
      Major && Major != CLANG_VERSION_MAJOR)
    Out.note("'clang-tidy' alone is version " + Twine(Major) +
             ", which refuses the plugin; write clang-tidy-" +
             COHAZARD_LLVM_MAJOR);
}

static void examineClangd(Diagnosis &Out) {
  std::string Clangd = hosts::programHome() + "/bin/cohazard-clangd";
  Out.say("clangd", sys::fs::can_execute(Clangd) ? Clangd : "none");
}

//===-- The database -------------------------------------------------------===//

/// Compilers that are not here, by what the commands call them.
static std::string missingCompilers(ArrayRef<Unit> Units) {
  std::map<std::string, unsigned> Missing;
  StringMap<bool> IsHere;
  for (const Unit &U : Units) {
    std::string Compiler = compilerOf(U);
    auto [Slot, IsNew] = IsHere.try_emplace(Compiler, true);
    if (IsNew)
      Slot->second = sys::path::is_absolute(Compiler)
                         ? sys::fs::can_execute(Compiler)
                         : bool(sys::findProgramByName(Compiler));
    if (!Slot->second)
      ++Missing[Compiler];
  }
  std::string Text;
  for (const auto &[Compiler, Count] : Missing)
    Text += (Text.empty() ? "'" : ", '") + Compiler + "' of " +
            std::to_string(Count) + (Count == 1 ? " file" : " files");
  return Text;
}

static void examineDatabase(const UnitList &List, Diagnosis &Out) {
  StringSet<> Files;
  for (const Unit &U : List.Units)
    Files.insert(U.File);
  if (!List.DatabaseFile.empty())
    Out.say("database", List.DatabaseFile + ": " + Twine(List.Units.size()) +
                            (List.Units.size() == 1 ? " command" : " commands") +
                            " for " + Twine(Files.size()) +
                            (Files.size() == 1 ? " file" : " files"));
  else
    Out.say("database", "none");
  for (const std::string &Error : List.Errors)
    Out.problem(Error);
  for (const std::string &Note : List.Notes)
    Out.note(Note);
  if (std::string Missing = missingCompilers(List.Units); !Missing.empty())
    Out.note("there is no compiler " + Missing +
             "; clang " CLANG_VERSION_STRING
             " stands in, with the system headers that it finds here");
}

/// What editors and clang-tidy know of the whole program.
static void examineIndex(const std::string &Path, Diagnosis &Out) {
  if (!sys::fs::exists(Path))
    return Out.say("index", "none");
  Out.say("index", Path);
  auto Opened = program::Index::open(Path);
  if (!Opened)
    return Out.problem(toString(Opened.takeError()) + " with 'cohazard lint'");
  const program::Index &Index = **Opened;
  // The first stands for no file.
  std::vector<StringRef> Changed;
  for (uint32_t File = 1; File < Index.fileCount(); ++File)
    if (!Index.isCurrent(File))
      Changed.push_back(Index.path(File));
  if (!Changed.empty())
    Out.note("of its " + Twine(Index.fileCount() - 1) + " files " +
             Twine(Changed.size()) + " changed since, '" + Changed.front() +
             "' among them; 'cohazard lint' brings it up to date");
}

static void examineCache(const UnitList &List, Diagnosis &Out) {
  std::string Folder = cacheFolder(List);
  if (Folder.empty())
    return;
  if (!sys::fs::exists(Folder)) {
    Out.say("cache", Folder + ": not made yet");
    return;
  }
  Out.say("cache", Folder);
  if (sys::fs::access(Folder, sys::fs::AccessMode::Write))
    Out.problem("'" + Folder + "' cannot be written, so every run parses all "
                "files; make it yours, or pass --cache=DIR");
  examineIndex((Folder + "/" + hosts::IndexName).str(), Out);
}

//===-- A file -------------------------------------------------------------===//

static std::string tidyFilesFor(StringRef File, const LintOptions &Options) {
  std::vector<hosts::Mistake> SaidLater;
  auto Provider = makeProvider(Options.Overrides, SaidLater);
  if (!Provider) {
    consumeError(Provider.takeError()); // configure() says it.
    return "";
  }
  std::string Text;
  for (const auto &[Settings, Source] : (*Provider)->getRawOptions(File))
    if (sys::fs::exists(Source))
      Text += (Text.empty() ? "" : ", ") + Source;
  return Text;
}

static void examineSettings(const Unit &U, const LintOptions &Options,
                            Diagnosis &Out) {
  ReadUnit Read;
  UnitSettingsCache Settings(Options.Overrides);
  configure(U.File, Options, Settings, Read);
  auto Say = [&](StringRef What, StringRef Path) {
    Out.say(What, Path.empty() ? "none" : Path);
  };
  Say(".clang-tidy", tidyFilesFor(U.File, Options));
  Say(".cohazard", Read.Asked->Knowledge ? Read.Asked->Knowledge->file() : "");
  Say(".clangd", hosts::findAbove(sys::path::parent_path(U.File), {".clangd"}));
  std::vector<StringRef> Names;
  for (const EnabledCheck &Check : Read.Asked->Checks)
    Names.push_back(Check.What->Id);
  Say("checks on", join(Names, ", "));
  if (!Read.Report.Errors.empty())
    Out.problem(StringRef(Read.Report.Errors).trim());
  for (const hosts::Mistake &M : Read.Report.Mistakes)
    Out.problem(hosts::format(M));
  if (Read.Report.NoCheckIsOn)
    Out.problem("no check is on; see Checks in .clang-tidy, or pass "
                "--checks='cohazard-*'");
}

static void examineParse(const Unit &U, Diagnosis &Out) {
  ParseOutcome Outcome =
      parseTu(U, /*Color=*/false, [](clang::CompilerInstance &) {});
  Out.say("parses", Outcome.Parsed ? "yes" : "no");
  if (!Outcome.UnknownFlags.empty())
    Out.note("flags that clang does not know are left out: " +
             join(Outcome.UnknownFlags, " "));
  if (!Outcome.Parsed)
    Out.problem("'" + displayPath(U.File) +
                "' does not parse; if it compiles, its command in the database "
                "is out of date, or headers are missing here:\n" +
                StringRef(Outcome.Errors).rtrim());
}

Exit runDoctor() {
  Diagnosis Out;
  examineProgram(Out);
  examinePlugin(Out);
  examineClangd(Out);
  UnitList List = findUnits({{FilesToExamine.begin(), FilesToExamine.end()},
                             buildPath(),
                             /*Flags=*/nullptr,
                             pathMappings()});
  examineDatabase(List, Out);
  examineCache(List, Out);
  const LintOptions Options = commonOptions();
  // Without a file the settings of the first one stand for all.
  size_t Count = FilesToExamine.empty() ? std::min<size_t>(1, List.Units.size())
                                  : List.Units.size();
  for (const Unit &U : ArrayRef(List.Units).take_front(Count)) {
    Out.say("\nfile", displayPath(U.File));
    examineSettings(U, Options, Out);
    if (!FilesToExamine.empty())
      examineParse(U, Out);
  }
  outs() << '\n';
  if (!Out.problems()) {
    outs() << "no problem found\n";
    return Exit::Clean;
  }
  outs() << Out.problems()
         << (Out.problems() == 1 ? " problem" : " problems") << " found\n";
  return Exit::Findings;
}

} // namespace cohazard::cli
