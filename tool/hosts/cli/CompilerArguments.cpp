#include "hosts/cli/CompilerArguments.h"
#include "Build.h"
#include "hosts/ResourceDirectory.h"
#include "hosts/cli/Paths.h"
#include "source/LlvmCompat.h"
#include "clang/Basic/LangStandard.h"
#include "clang/Tooling/ArgumentsAdjusters.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Option/OptTable.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"
#include <set>

using namespace clang::tooling;
using namespace llvm;

namespace cohazard::cli {

static bool isLauncher(StringRef Program) {
  return StringSwitch<bool>(sys::path::stem(Program))
      .Cases("ccache", "distcc", "sccache", "icecc", "gomacc", true)
      .Cases("buildcache", "recc", "time", "nice", "env", true)
      .Default(false);
}

/// `NAME=value` or an option, which may stand between a launcher and what it
/// launches.
static bool isLauncherSetting(StringRef Argument) {
  auto [Name, Value] = Argument.split('=');
  return Argument.starts_with("-") ||
         (Name.size() < Argument.size() && !Name.contains('/'));
}

/// Takes off what is called with the compiler as its argument, with the
/// settings in front of that: `cmake -E env CCACHE_X=1 ccache g++`.
static void dropLaunchers(CommandLineArguments &Arguments) {
  size_t Compiler = 0;
  while (Compiler + 1 < Arguments.size()) {
    if (sys::path::stem(Arguments[Compiler]) == "cmake" &&
        Arguments[Compiler + 1] == "-E" && Compiler + 3 < Arguments.size())
      Compiler += 3; // and the name of the tool
    else if (isLauncher(Arguments[Compiler]))
      ++Compiler;
    else
      break;
    while (Compiler + 1 < Arguments.size() &&
           isLauncherSetting(Arguments[Compiler]))
      ++Compiler;
  }
  Arguments.erase(Arguments.begin(), std::next(Arguments.begin(), Compiler));
}

std::string compilerOf(const Unit &U) {
  CommandLineArguments Arguments = U.Arguments;
  dropLaunchers(Arguments);
  return Arguments.empty() ? "" : Arguments.front();
}

/// The clang that the driver is to think it is. It looks for libc++ and for
/// configuration beside itself, so a clang of the build stays what it is; for
/// any other compiler our own LLVM stands in.
static std::string driverFor(StringRef Compiler) {
  if (sys::path::stem(Compiler).contains("clang")) {
    if (sys::path::is_absolute(Compiler) && sys::fs::exists(Compiler))
      return Compiler.str();
    if (Compiler != "clang++" && Compiler != "clang")
      if (ErrorOr<std::string> OnPath = sys::findProgramByName(Compiler))
        return *OnPath;
  }
  // A driver named like a C++ compiler reads a .c file as C++.
  return sys::path::filename(Compiler).contains("++")
             ? COHAZARD_LLVM_ROOT "/bin/clang++"
             : COHAZARD_LLVM_ROOT "/bin/clang";
}

namespace {

/// Reads arguments one by one, those for the frontend out of their `-Xclang`.
class ArgumentReader {
public:
  explicit ArgumentReader(const CommandLineArguments &From) : From(From) {}

  bool atEnd() const { return Next >= From.size(); }
  /// The argument itself; it is in lastAsWritten() with its `-Xclang`.
  StringRef take() {
    Start = Next;
    if (From[Next] == "-Xclang" && Next + 1 < From.size())
      ++Next;
    return From[Next++];
  }
  /// The value of the argument that was taken, which is one of its own.
  StringRef takeValue() {
    size_t Began = Start;
    StringRef Value = atEnd() ? StringRef() : take();
    Start = Began;
    return Value;
  }
  ArrayRef<std::string> lastAsWritten() const {
    return ArrayRef(From).slice(Start, Next - Start);
  }

private:
  const CommandLineArguments &From;
  size_t Start = 0, Next = 0;
};

} // namespace

/// Does \p Argument take part in making objects only?
static bool isForObjects(StringRef Argument) {
  return StringSwitch<bool>(Argument)
             .Cases("-c", "-S", "-E", "/c", true)
             .Cases("-Werror", "-pedantic-errors", "/WX", "-WX", true)
             .Cases("-Winvalid-pch", "-save-temps", true)
             .Cases("-H", "-v", "-###", "-ftime-trace", "-ftime-report", true)
             .Default(false) ||
         Argument.starts_with("-Werror=") || Argument.starts_with("-fplugin") ||
         Argument.starts_with("-save-temps=") ||
         Argument.starts_with("-ftime-trace=") ||
         Argument.starts_with("-fmodule-output") ||
         Argument.starts_with("-mtune=") || Argument.starts_with("-fprofile-") ||
         Argument.starts_with("-fauto-profile") ||
         Argument.starts_with("-fsanitize-");
}

/// The header that \p Precompiled was made of, by its name.
static StringRef headerOf(StringRef Precompiled) {
  if (!Precompiled.consume_back(".pch"))
    Precompiled.consume_back(".gch");
  return Precompiled;
}

/// Another compiler's precompiled header is not ours to read: the header itself
/// is included. `-include x` would take an `x.pch` or `x.gch` beside it; told to
/// the frontend it does not.
static CommandLineArguments includeHeaders(const CommandLineArguments &From,
                                           StringRef Directory) {
  CommandLineArguments Kept, Precompiled;
  StringSet<> Included;
  auto Include = [&](StringRef Header, CommandLineArguments::iterator Where) {
    Included.insert(absolutePath(Header, Directory));
    Kept.insert(Where, {"-Xclang", "-include", "-Xclang", Header.str()});
  };
  for (ArgumentReader Reader(From); !Reader.atEnd();) {
    StringRef Argument = Reader.take();
    if (Argument == "-include-pch")
      Precompiled.push_back(headerOf(Reader.takeValue()).str());
    else if (Argument == "-include" || Argument == "--include")
      Include(Reader.takeValue(), Kept.end());
    else
      append_range(Kept, Reader.lastAsWritten());
  }
  for (StringRef Header : Precompiled)
    if (std::string Path = absolutePath(Header, Directory);
        !Included.contains(Path) && sys::fs::exists(Path))
      Include(Header, std::next(Kept.begin())); // before any `--`
  return Kept;
}

static CommandLineArguments dropOutputs(const CommandLineArguments &From) {
  CommandLineArguments Kept;
  for (ArgumentReader Reader(From); !Reader.atEnd();) {
    StringRef Argument = Reader.take();
    if (Argument == "-fplugin" || Argument == "--serialize-diagnostics" ||
        Argument == "-serialize-diagnostics")
      Reader.takeValue();
    else if (!isForObjects(Argument))
      append_range(Kept, Reader.lastAsWritten());
  }
  return Kept;
}

/// The positions in \p Arguments that a driver would take for files to compile,
/// but for \p U's own: other sources of the same command, objects, and what
/// stands behind a flag that clang does not know.
static std::set<unsigned> otherInputs(ArrayRef<std::string> Arguments,
                                      const Unit &U, bool LikeCl) {
  std::vector<const char *> Pointers;
  for (const std::string &Argument : Arguments.drop_front())
    Pointers.push_back(Argument.c_str());
  unsigned MissingIndex, MissingCount;
  namespace options = compat::driver_options;
  opt::InputArgList Parsed = compat::driverOptions().ParseArgs(
      Pointers, MissingIndex, MissingCount,
      opt::Visibility(LikeCl ? options::CLOption : options::ClangOption));
  const std::string Own = realPath(U.File);
  std::set<unsigned> Others;
  bool OwnIsThere = Parsed.hasArg(options::OPT__DASH_DASH);
  for (const opt::Arg *Input : Parsed.filtered(options::OPT_INPUT)) {
    if (realPath(Input->getValue(), U.Directory) == Own)
      OwnIsThere = true;
    else
      Others.insert(Input->getIndex() + 1);
  }
  return OwnIsThere ? Others : std::set<unsigned>();
}

static CommandLineArguments keepOwnInput(CommandLineArguments Arguments,
                                         const Unit &U) {
  bool LikeCl = is_contained(Arguments, "--driver-mode=cl");
  std::set<unsigned> Others = otherInputs(Arguments, U, LikeCl);
  CommandLineArguments Kept;
  for (auto [Index, Argument] : enumerate(Arguments))
    if (!Others.count(Index))
      Kept.push_back(std::move(Argument));
  return Kept;
}

/// For a standard that only a newer compiler knows, the newest that we do.
static void lowerStandard(CommandLineArguments &Arguments) {
  for (std::string &Argument : Arguments) {
    StringRef Standard = Argument;
    bool IsNew = Standard.consume_front("-std=") &&
                 clang::LangStandard::getLangKind(Standard) ==
                     clang::LangStandard::lang_unspecified;
    if (IsNew && Standard.starts_with("c++"))
      Argument = "-std=c++2c";
    else if (IsNew && Standard.starts_with("gnu++"))
      Argument = "-std=gnu++2c";
  }
}

std::vector<std::string> argumentsForParsing(const Unit &U) {
  std::vector<std::string> Arguments = U.Arguments;
  dropLaunchers(Arguments);
  if (Arguments.empty())
    Arguments.push_back("clang");
  std::string Compiler = Arguments.front();
  addTargetAndModeForProgramName(Arguments, Compiler);
  Arguments.front() = driverFor(Compiler);
  if (is_contained(Arguments, "--driver-mode=cl"))
    // The same as includeHeaders() for /Yu; before any `--`.
    Arguments.insert(std::next(Arguments.begin()), "/Y-");
  // As in clang's own tools: strip first, then ask for the syntax only.
  Arguments = getClangStripOutputAdjuster()(Arguments, U.File);
  Arguments = getClangStripDependencyFileAdjuster()(Arguments, U.File);
  Arguments = getStripPluginsAdjuster()(Arguments, U.File);
  lowerStandard(Arguments);
  Arguments = includeHeaders(dropOutputs(Arguments), U.Directory);
  Arguments = keepOwnInput(std::move(Arguments), U);
  bool OwnHeaders = llvm::any_of(Arguments, [](StringRef Argument) {
    return Argument.starts_with("-resource-dir");
  });
  std::vector<std::string> Added{"-fsyntax-only"};
  if (!OwnHeaders && !hosts::resourceDirectory().empty())
    Added.push_back("-resource-dir=" + hosts::resourceDirectory());
  Arguments.insert(std::next(Arguments.begin()), Added.begin(), Added.end());
  return Arguments;
}

} // namespace cohazard::cli
