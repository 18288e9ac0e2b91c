#include "hosts/cli/CompilationDatabases.h"
#include "hosts/FindAbove.h"
#include "hosts/cli/Paths.h"
#include "clang/Driver/Types.h"
#include "clang/Tooling/JSONCompilationDatabase.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <map>

using namespace clang::tooling;
using namespace llvm;

namespace cohazard::cli {

static constexpr char DatabaseName[] = "compile_commands.json";

//===-- Finding ------------------------------------------------------------===//

std::string findDatabase(StringRef Directory) {
  const StringRef Names[] = {DatabaseName, "build/compile_commands.json",
                             "compile_flags.txt"};
  std::string Found = hosts::findAbove(Directory, Names);
  // A folder reached through a link has other parents than its real name.
  return Found.empty() ? hosts::findAbove(realPath(Directory), Names) : Found;
}

/// A folder in \p Directory or above, of any name, that holds a database. Not in
/// another repository: that is another project.
static std::string findUnusual(StringRef Directory) {
  auto isRepository = [](const Twine &Folder) {
    return sys::fs::exists(Folder + "/.git");
  };
  for (StringRef At = Directory; At.size() > 1;
       At = sys::path::parent_path(At)) {
    std::vector<std::string> Found;
    std::error_code Ignored;
    for (sys::fs::directory_iterator Entry(At, Ignored), End;
         Entry != End && !Ignored; Entry.increment(Ignored))
      if (sys::fs::exists(Entry->path() + "/" + DatabaseName) &&
          !isRepository(Entry->path()))
        Found.push_back(Entry->path());
    if (!Found.empty())
      return *llvm::min_element(Found);
    if (isRepository(At))
      break;
  }
  return "";
}

std::string describeNoDatabase(StringRef Directory) {
  std::string Text =
      ("no " + Twine(DatabaseName) + " in '" + Directory + "' or above; ").str();
  if (std::string Unusual = findUnusual(Directory); !Unusual.empty())
    return Text + "there is one in '" + Unusual + "': pass -p " + Unusual;
  return Text +
         "make one with 'cmake -DCMAKE_EXPORT_COMPILE_COMMANDS=ON' (CMake), "
         "'meson setup build' (Meson), 'bear -- make' (make and others) or "
         "hedron_compile_commands (Bazel), say where it is with '-p DIR', or "
         "give the compiler's flags after '--'";
}

//===-- Reading ------------------------------------------------------------===//

Expected<PathMapping> parseMapping(StringRef Text) {
  auto [From, To] = Text.split('=');
  if (!sys::path::is_absolute(From) || To.empty())
    return createStringError("--remap=" + Text +
                             " is not of the form FROM=TO, where FROM is an "
                             "absolute folder in the database and TO what it "
                             "is here");
  return PathMapping{From.rtrim('/').str(), absolutePath(To)};
}

/// Does a path begin at \p At? It may follow a flag, as in `-I/path`, but no
/// other part of a path.
static bool beginsPath(StringRef Text, size_t At) {
  size_t Before = Text.take_front(At).find_last_of(" \t\n\"'=:,");
  StringRef Word = Text.slice(Before == StringRef::npos ? 0 : Before + 1, At);
  return Word.empty() || Word == "@" ||
         (Word.starts_with("-") && !Word.contains('/'));
}

static bool endsName(StringRef Text, size_t At) {
  return At == Text.size() ||
         !(isAlnum(Text[At]) || StringRef("_.-").contains(Text[At]));
}

static std::string remapped(StringRef Text, const PathMapping &Mapping) {
  std::string Out;
  size_t Copied = 0;
  for (size_t At = Text.find(Mapping.From); At != StringRef::npos;
       At = Text.find(Mapping.From, At + 1)) {
    size_t End = At + Mapping.From.size();
    if (At < Copied || !endsName(Text, End) || !beginsPath(Text, At))
      continue;
    Out += Text.slice(Copied, At);
    Out += Mapping.To;
    Copied = End;
  }
  return Out += Text.drop_front(Copied);
}

namespace {

/// A database whose entries give folders relative to it, which clang's own would
/// take from where the program runs.
class AnchoredDatabase : public CompilationDatabase {
public:
  AnchoredDatabase(const CompilationDatabase &Read, StringRef Folder) {
    for (CompileCommand &Command : Read.getAllCompileCommands()) {
      Command.Directory = absolutePath(Command.Directory, Folder);
      Commands[absolutePath(Command.Filename, Command.Directory)].push_back(
          std::move(Command));
    }
  }

  std::vector<CompileCommand>
  getCompileCommands(StringRef File) const override {
    auto Found = Commands.find(absolutePath(File));
    return Found == Commands.end() ? std::vector<CompileCommand>()
                                   : Found->second;
  }
  std::vector<std::string> getAllFiles() const override {
    std::vector<std::string> Files;
    for (const auto &[File, Unused] : Commands)
      Files.push_back(File);
    return Files;
  }
  std::vector<CompileCommand> getAllCompileCommands() const override {
    std::vector<CompileCommand> All;
    for (const auto &[Unused, OfFile] : Commands)
      append_range(All, OfFile);
    return All;
  }

private:
  std::map<std::string, std::vector<CompileCommand>> Commands; ///< by file
};

} // namespace

static bool hasRelativeFolders(const CompilationDatabase &Read) {
  return any_of(Read.getAllCompileCommands(), [](const CompileCommand &C) {
    return !sys::path::is_absolute(C.Directory);
  });
}

static std::unique_ptr<CompilationDatabase>
readDatabase(const std::string &Path, ArrayRef<PathMapping> Mappings,
             std::string &Why) {
  if (StringRef(Path).ends_with(".txt"))
    return FixedCompilationDatabase::loadFromFile(Path, Why);
  auto Bytes = MemoryBuffer::getFile(Path);
  if (!Bytes) {
    Why = Bytes.getError().message();
    return nullptr;
  }
  std::string Text = (*Bytes)->getBuffer().str();
  for (const PathMapping &Mapping : Mappings)
    Text = remapped(Text, Mapping);
  std::unique_ptr<CompilationDatabase> Read =
      JSONCompilationDatabase::loadFromBuffer(
          Text, Why, JSONCommandLineSyntax::AutoDetect);
  if (!Read)
    return nullptr;
  if (hasRelativeFolders(*Read))
    Read = std::make_unique<AnchoredDatabase>(*Read,
                                              sys::path::parent_path(Path));
  return inferTargetAndDriverMode(inferMissingCompileCommands(
      expandResponseFiles(std::move(Read), vfs::getRealFileSystem())));
}

Expected<std::unique_ptr<CompilationDatabase>>
loadDatabase(const std::string &Path, ArrayRef<PathMapping> Mappings) {
  std::string Why;
  if (auto Read = readDatabase(Path, Mappings, Why))
    return Read;
  return createStringError("'" + Path + "' cannot be read: " +
                           StringRef(Why).trim() + "; make the database anew");
}

bool isOtherLanguage(StringRef File) {
  StringRef Extension = sys::path::extension(File).drop_front(
      sys::path::has_extension(File) ? 1 : 0);
  // What clang does not know at all, or took for something that is gone: `rs` was
  // RenderScript.
  if (StringSwitch<bool>(Extension)
          .Cases("asm", "nasm", "ispc", "rc", "swift", true)
          .Cases("d", "rs", "go", "java", "zig", true)
          .Default(false))
    return true;
  namespace types = clang::driver::types;
  types::ID Type = types::lookupTypeForExtension(Extension);
  return Type != types::TY_INVALID && !types::isDerivedFromC(Type);
}

bool isForAccelerators(StringRef File) {
  return StringSwitch<bool>(sys::path::extension(File))
      .Cases(".cu", ".cuh", ".hip", ".cl", ".clcpp", true)
      .Default(false);
}

//===-- What is missing ----------------------------------------------------===//

std::string listFirst(ArrayRef<std::string> Names) {
  constexpr size_t Shown = 3;
  std::string Text;
  for (const std::string &Name : Names.take_front(Shown))
    Text += (Text.empty() ? "'" : ", '") + Name + "'";
  if (Names.size() > Shown)
    Text += " and " + std::to_string(Names.size() - Shown) + " more";
  return Text;
}

/// Finds \p File, which does not exist, under another name beside the database
/// or above: the part that is missing, and what it seems to be here.
static std::optional<PathMapping> guessMapping(StringRef Database,
                                               StringRef File) {
  // From the longest common end of the two names to the shortest.
  SmallVector<StringRef> Above;
  for (StringRef At = sys::path::parent_path(File); At.size() > 1;
       At = sys::path::parent_path(At))
    Above.push_back(At);
  for (StringRef From : reverse(Above))
    for (StringRef To = sys::path::parent_path(Database); To.size() > 1;
         To = sys::path::parent_path(To))
      if (sys::fs::exists(To + File.drop_front(From.size())))
        return PathMapping{From.str(), To.str()};
  return std::nullopt;
}

/// What to do if the database is not of this place: part of a sentence.
static std::string adviceToRemap(StringRef Path, StringRef Missing) {
  if (auto Guess = guessMapping(Path, Missing))
    return ": it was made where '" + Guess->To + "' was '" + Guess->From +
           "'. Or pass --remap=" + Guess->From + "=" + Guess->To;
  return ": it was made on another machine, or in another place. Or pass "
         "--remap=FROM=TO for a folder that has another name here";
}

static std::string namesMissing(StringRef Path, StringRef Verb,
                                ArrayRef<std::string> Names) {
  return ("'" + Path + "' " + Verb + " " + listFirst(Names) +
          (Names.size() == 1 ? ", which does" : ", which do") + " not exist; ")
      .str();
}

std::string describeMissing(StringRef Path, ArrayRef<std::string> Files,
                            bool NoneExists) {
  return namesMissing(Path, "names", Files) + "make the database anew" +
         (NoneExists ? adviceToRemap(Path, Files.front()) : "");
}

std::string describeMissingFolders(StringRef Path,
                                   ArrayRef<std::string> Folders) {
  return namesMissing(Path, "compiles files in", Folders) +
         "they are left out; make the build folder and the database anew" +
         adviceToRemap(Path, Folders.front());
}

} // namespace cohazard::cli
