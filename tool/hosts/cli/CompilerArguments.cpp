#include "hosts/cli/CompilerArguments.h"
#include "BuildId.h"
#include "hosts/ResourceDirectory.h"
#include "clang/Tooling/ArgumentsAdjusters.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"

using namespace clang::tooling;
using namespace llvm;

namespace cohazard::cli {

static bool isLauncher(StringRef Program) {
  return StringSwitch<bool>(sys::path::stem(Program))
      .Cases("ccache", "distcc", "sccache", "icecc", "gomacc", true)
      .Default(false);
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

/// Arguments that take part in making objects or precompiled headers, not in
/// what the source means. Another compiler's precompiled header is not ours to
/// read; the build system names the header itself as well.
static CommandLineArguments dropOutputs(const CommandLineArguments &Arguments,
                                        StringRef File) {
  CommandLineArguments Kept;
  for (size_t I = 0; I < Arguments.size(); ++I) {
    StringRef Argument = Arguments[I];
    auto Forwarded = [&](size_t Ahead) {
      return I + Ahead < Arguments.size() &&
                     Arguments[I + Ahead - 1] == "-Xclang"
                 ? StringRef(Arguments[I + Ahead])
                 : StringRef();
    };
    // -Xclang -include-pch -Xclang FILE
    if (Argument == "-Xclang" && Forwarded(1) == "-include-pch") {
      I += 3;
      continue;
    }
    if (Argument == "-include-pch" || Argument == "-fplugin") {
      ++I;
      continue;
    }
    if (Argument == "-c" || Argument == "-S" || Argument == "-E" ||
        Argument == "-Werror" || Argument.starts_with("-Werror=") ||
        Argument == "-pedantic-errors" || Argument == "-Winvalid-pch" ||
        Argument.starts_with("-fplugin") || Argument == "-save-temps" ||
        Argument.starts_with("-save-temps="))
      continue;
    Kept.push_back(Arguments[I]);
  }
  return Kept;
}

std::vector<std::string> argumentsForParsing(const Unit &U) {
  std::vector<std::string> Arguments = U.Arguments;
  while (Arguments.size() > 1 && isLauncher(Arguments.front()))
    Arguments.erase(Arguments.begin());
  if (Arguments.empty())
    Arguments.push_back("clang");
  std::string Compiler = Arguments.front();
  addTargetAndModeForProgramName(Arguments, Compiler);
  Arguments.front() = driverFor(Compiler);
  // As in clang's own tools: strip first, then ask for the syntax only.
  Arguments = getClangStripOutputAdjuster()(Arguments, U.File);
  Arguments = getClangStripDependencyFileAdjuster()(Arguments, U.File);
  Arguments = getStripPluginsAdjuster()(Arguments, U.File);
  Arguments = dropOutputs(Arguments, U.File);
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
