#include "hosts/cli/CompileCommands.h"
#include "hosts/cli/Paths.h"
#include "clang/Tooling/CompilationDatabase.h"
#include "clang/Tooling/JSONCompilationDatabase.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/VirtualFileSystem.h"

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

  UnitList run() {
    if (Request.Flags)
      takeFiles([&](const std::string &File) { addWithFlags(File); });
    else if (!Request.Files.empty())
      takeFiles([&](const std::string &File) { addFromDatabase(File); });
    else if (Database *Known = databaseFor(currentDirectory()))
      addEverything(*Known);
    return std::move(Found);
  }

private:
  void error(const Twine &Message) { Found.Errors.push_back(Message.str()); }
  static std::string currentDirectory();
  void takeFiles(function_ref<void(const std::string &)> Add);
  void addWithFlags(const std::string &File);
  void addFromDatabase(const std::string &File);
  void addEverything(Database &Known);
  void add(CompileCommand Command);
  Database *databaseFor(StringRef Directory);
  Database *load(const std::string &Path);

  const UnitRequest &Request;
  UnitList Found;
  StringMap<Database> Loaded;    ///< by path
  StringMap<Database *> Nearest; ///< by directory
  StringSet<> Seen;
};

} // namespace

static constexpr char DatabaseName[] = "compile_commands.json";

std::string UnitFinder::currentDirectory() { return absolutePath("."); }

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

/// Written in a language that has no coroutines to lint.
static bool isOtherLanguage(StringRef File) {
  StringRef Extension = sys::path::extension(File);
  return StringSwitch<bool>(Extension)
      .Cases(".s", ".S", ".asm", ".sx", true)
      .Cases(".f", ".f90", ".F90", ".rc", true)
      .Cases(".swift", ".d", ".rs", ".go", true)
      .Default(false);
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
  for (CompileCommand &Command : Commands) {
    if (isOtherLanguage(Command.Filename))
      continue;
    if (!sys::fs::exists(Command.Filename))
      error("'" + Known.Path + "' names '" + Command.Filename +
            "', which does not exist; make the database anew");
    else
      add(std::move(Command));
  }
}

void UnitFinder::add(CompileCommand Command) {
  std::string Key = Command.Directory + '\0' + Command.Filename;
  for (const std::string &Argument : Command.CommandLine)
    Key += '\0' + Argument;
  if (Seen.insert(Key).second)
    Found.Units.push_back({std::move(Command.Filename),
                           std::move(Command.Directory),
                           std::move(Command.CommandLine)});
}

/// `compile_commands.json` or `compile_flags.txt` in \p Directory, in its
/// `build` folder, or the same in a directory above.
static std::string findDatabase(StringRef Directory) {
  for (StringRef At = Directory; !At.empty(); At = sys::path::parent_path(At)) {
    for (const char *Name :
         {DatabaseName, "build/compile_commands.json", "compile_flags.txt"}) {
      SmallString<256> Path(At);
      sys::path::append(Path, Name);
      if (sys::fs::is_regular_file(Path))
        return Path.str().str();
    }
  }
  return "";
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
    error("no " + Twine(DatabaseName) + " in '" + Start +
          "' or above; make one with 'cmake "
          "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON', say where it is with '-p DIR', "
          "or give the compiler's flags after '--'");
  else
    Slot->second = load(Path);
  return Slot->second;
}

Database *UnitFinder::load(const std::string &Path) {
  auto [Slot, IsNew] = Loaded.try_emplace(Path);
  Database &Result = Slot->second;
  if (IsNew) {
    Result.Path = Path;
    std::string Why;
    std::unique_ptr<CompilationDatabase> Read;
    if (StringRef(Path).ends_with(".txt"))
      Read = FixedCompilationDatabase::loadFromFile(Path, Why);
    else if (auto Json = JSONCompilationDatabase::loadFromFile(
                 Path, Why, JSONCommandLineSyntax::AutoDetect))
      Read = inferTargetAndDriverMode(inferMissingCompileCommands(
          expandResponseFiles(std::move(Json), vfs::getRealFileSystem())));
    if (!Read)
      error("'" + Path + "' cannot be read: " + StringRef(Why).trim() +
            "; make the database anew");
    else if (Found.DatabaseFolder.empty())
      Found.DatabaseFolder = sys::path::parent_path(Path).str();
    Result.Commands = std::move(Read);
  }
  return Result.Commands ? &Result : nullptr;
}

UnitList findUnits(const UnitRequest &Request) {
  return UnitFinder(Request).run();
}

} // namespace cohazard::cli
