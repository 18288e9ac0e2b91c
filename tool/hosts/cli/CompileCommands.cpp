#include "hosts/cli/CompileCommands.h"
#include "hosts/cli/CompilationDatabases.h"
#include "hosts/cli/Paths.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <set>

using namespace clang::tooling;
using namespace llvm;

namespace cohazard::cli {

namespace {

/// A database and where it came from.
struct Database {
  std::string Path;
  std::unique_ptr<CompilationDatabase> Commands; ///< null: it has a mistake
};

class UnitFinder {
public:
  explicit UnitFinder(const UnitRequest &Request) : Request(Request) {}

  UnitList run();

private:
  void error(const Twine &Message) { Found.Errors.push_back(Message.str()); }
  static std::string currentDirectory();
  void takeFiles(function_ref<void(const std::string &)> Add);
  void addWithFlags(const std::string &File);
  void addFromDatabase(const std::string &File);
  void addEverything(Database &Known);
  void add(CompileCommand Command);
  void dropMissingResponses(CompileCommand &Command);
  void describeGaps();
  Database *databaseFor(StringRef Directory);
  Database *load(const std::string &Path);

  const UnitRequest &Request;
  UnitList Found;
  StringMap<Database> Loaded;    ///< by path
  StringMap<Database *> Nearest; ///< by directory
  std::vector<PathMapping> Mappings;
  StringSet<> Seen;
  /// Of what was left out or taken off, each name once.
  std::set<std::string> GoneDirectories, GoneResponses, ForAccelerators;
};

} // namespace

std::string UnitFinder::currentDirectory() { return absolutePath("."); }

UnitList UnitFinder::run() {
  for (const std::string &Text : Request.Mappings) {
    Expected<PathMapping> Mapping = parseMapping(Text);
    if (Mapping)
      Mappings.push_back(std::move(*Mapping));
    else
      error(toString(Mapping.takeError()));
  }
  if (Request.Flags)
    takeFiles([&](const std::string &File) { addWithFlags(File); });
  else if (!Request.Files.empty())
    takeFiles([&](const std::string &File) { addFromDatabase(File); });
  else if (Database *Known = databaseFor(currentDirectory()))
    addEverything(*Known);
  describeGaps();
  return std::move(Found);
}

/// One sentence for each kind of gap, however many files it concerns.
void UnitFinder::describeGaps() {
  auto List = [](const std::set<std::string> &Names) {
    return std::vector<std::string>(Names.begin(), Names.end());
  };
  if (!GoneDirectories.empty())
    error(describeMissingFolders(Found.DatabaseFile, List(GoneDirectories)));
  if (!GoneResponses.empty())
    Found.Notes.push_back("there is no " + listFirst(List(GoneResponses)) +
                          ", which holds flags; if a file does not parse, "
                          "build the project first, which makes it");
  if (!ForAccelerators.empty())
    Found.Notes.push_back("CUDA, HIP and OpenCL are not parsed; left out: " +
                          listFirst(List(ForAccelerators)));
}

void UnitFinder::takeFiles(function_ref<void(const std::string &)> Add) {
  if (Request.Files.empty())
    error("flags were given after '--', but no file");
  for (const std::string &File : Request.Files) {
    if (!sys::fs::exists(File))
      error("there is no file '" + File + "'");
    else if (sys::fs::is_directory(File))
      error("'" + File +
            "' is a directory; name source files, or none to lint "
            "every file of the compilation database");
    else
      Add(absolutePath(File));
  }
}

void UnitFinder::addWithFlags(const std::string &File) {
  // Not clang++, which reads a .c file as C++.
  std::vector<std::string> Arguments{"clang"};
  Arguments.insert(Arguments.end(), Request.Flags->begin(),
                   Request.Flags->end());
  addExpandedResponseFiles(Arguments, currentDirectory(),
                           cl::TokenizeGNUCommandLine,
                           *vfs::getRealFileSystem());
  Arguments.push_back(File);
  add({currentDirectory(), File, std::move(Arguments), ""});
}

void UnitFinder::addFromDatabase(const std::string &File) {
  Database *Known = databaseFor(sys::path::parent_path(File));
  if (!Known)
    return;
  std::vector<CompileCommand> Commands =
      Known->Commands->getCompileCommands(File);
  if (Commands.empty())
    error("'" + Known->Path + "' does not say how to compile '" + File + "'");
  for (CompileCommand &Command : Commands) {
    // A file reached through another name keeps the name it was asked by.
    Command.Filename = File;
    add(std::move(Command));
  }
}

void UnitFinder::addEverything(Database &Known) {
  std::vector<CompileCommand> Commands =
      Known.Commands->getAllCompileCommands();
  if (Commands.empty())
    error("'" + Known.Path + "' names no file to lint");
  for (CompileCommand &Command : Commands)
    Command.Filename = absolutePath(Command.Filename, Command.Directory);
  llvm::stable_sort(Commands,
                    [](const CompileCommand &A, const CompileCommand &B) {
                      return A.Filename < B.Filename;
                    });
  std::vector<std::string> Missing;
  bool NoneExists = true;
  for (CompileCommand &Command : Commands) {
    if (isForAccelerators(Command.Filename)) {
      ForAccelerators.insert(Command.Filename);
    } else if (isOtherLanguage(Command.Filename)) {
      continue;
    } else if (!sys::fs::exists(Command.Filename)) {
      if (Missing.empty() || Missing.back() != Command.Filename)
        Missing.push_back(Command.Filename);
    } else {
      NoneExists = false;
      add(std::move(Command));
    }
  }
  if (!Missing.empty())
    error(describeMissing(Known.Path, Missing, NoneExists));
}

/// A file of flags that the build makes, and that was not made yet, is not a
/// file to compile.
void UnitFinder::dropMissingResponses(CompileCommand &Command) {
  erase_if(Command.CommandLine, [&](StringRef Argument) {
    if (!Argument.consume_front("@"))
      return false;
    std::string Path = absolutePath(Argument, Command.Directory);
    if (sys::fs::exists(Path))
      return false;
    GoneResponses.insert(std::move(Path));
    return true;
  });
}

void UnitFinder::add(CompileCommand Command) {
  if (!sys::fs::is_directory(Command.Directory)) {
    GoneDirectories.insert(Command.Directory);
    return;
  }
  dropMissingResponses(Command);
  std::string Key = Command.Directory + '\0' + Command.Filename;
  for (const std::string &Argument : Command.CommandLine)
    Key += '\0' + Argument;
  if (Seen.insert(Key).second)
    Found.Units.push_back({std::move(Command.Filename),
                           std::move(Command.Directory),
                           std::move(Command.CommandLine)});
}

/// The database for files in \p Directory, or null after saying why not.
Database *UnitFinder::databaseFor(StringRef Directory) {
  bool Given = !Request.BuildPath.empty();
  std::string Start = Given ? absolutePath(Request.BuildPath) : Directory.str();
  auto [Slot, IsNew] = Nearest.try_emplace(Start, nullptr);
  if (!IsNew)
    return Slot->second;
  if (Given && !sys::fs::exists(Start)) {
    error("there is no '" + Request.BuildPath + "', which -p names");
    return nullptr;
  }
  std::string Path =
      sys::fs::is_regular_file(Start) ? Start : findDatabase(Start);
  if (Path.empty())
    error(describeNoDatabase(Start));
  else
    Slot->second = load(Path);
  return Slot->second;
}

Database *UnitFinder::load(const std::string &Path) {
  auto [Slot, IsNew] = Loaded.try_emplace(Path);
  Database &Result = Slot->second;
  if (IsNew) {
    Result.Path = Path;
    if (auto Read = loadDatabase(Path, Mappings)) {
      Result.Commands = std::move(*Read);
      if (Found.DatabaseFolder.empty()) {
        Found.DatabaseFolder = sys::path::parent_path(Path).str();
        Found.DatabaseFile = Path;
      }
    } else {
      error(toString(Read.takeError()));
    }
  }
  return Result.Commands ? &Result : nullptr;
}

UnitList findUnits(const UnitRequest &Request) {
  return UnitFinder(Request).run();
}

} // namespace cohazard::cli
