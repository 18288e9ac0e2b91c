//===----------------------------------------------------------------------===//
// `cohazard ninja`: the steps extract, link and report as a Ninja file, so that
// an engine that teams know decides what to do again, and where.
//===----------------------------------------------------------------------===//

#include "hosts/ProgramPath.h"
#include "hosts/cli/Command.h"
#include "hosts/cli/CommonOptions.h"
#include "hosts/cli/ContentHash.h"
#include "hosts/cli/Paths.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace cohazard::cli {

cl::SubCommand &ninjaCommand() {
  static cl::SubCommand Command(
      "ninja", "write a Ninja file that extracts, links and reports");
  return Command;
}

static cl::opt<std::string>
    NinjaOutput("o", cl::init("cohazard.ninja"), cl::value_desc("file"),
           cl::desc("the file to write; by default cohazard.ninja. Facts go to "
                    "a folder beside it"),
           cl::sub(ninjaCommand()));

/// A path as Ninja reads it.
static std::string escapedForNinja(StringRef Path) {
  std::string Out;
  for (char C : Path) {
    if (C == ' ' || C == ':' || C == '$')
      Out += '$';
    Out += C;
  }
  return Out;
}

/// For a shell, inside of a Ninja variable.
static std::string quotedForShell(StringRef Text) {
  std::string Out = "'";
  for (char C : Text)
    Out += C == '\'' ? std::string("'\\''") : C == '$' ? "$$" : std::string(1, C);
  return Out + "'";
}

static std::string rules(StringRef Self, StringRef Database) {
  std::string Program = quotedForShell(Self);
  return "ninja_required_version = 1.5\n\n"
         "rule extract\n"
         "  command = " + Program + " extract -p " + quotedForShell(Database) +
         " --command=$which -o $out --depfile $out.d $in\n"
         "  depfile = $out.d\n  deps = gcc\n  restat = 1\n"
         "  description = extract $in\n\n"
         "rule link\n"
         "  command = " + Program + " link -o $out @$out.list\n"
         "  rspfile = $out.list\n  rspfile_content = $in_newline\n"
         "  restat = 1\n  description = link $out\n\n"
         "rule report\n"
         "  command = " + Program + " report $in\n"
         "  pool = console\n  description = report\n\n";
}

/// One line for each unit: its facts are named after all that it is.
static std::string edges(const UnitList &List, StringRef Folder) {
  std::string Out, All;
  StringMap<unsigned> Commands;
  for (const Unit &U : List.Units) {
    std::string Identity = U.Directory;
    for (const std::string &Argument : U.Arguments)
      Identity += '\0' + Argument;
    std::string Facts =
        escapedForNinja((Folder + "/" + sys::path::filename(U.File) + "." +
                 ContentHash::of(U.File + '\0' + Identity).hex() + ".facts")
                    .str());
    Out += "build " + Facts + ": extract " + escapedForNinja(U.File) + "\n  which = " +
           std::to_string(++Commands[U.File]) + "\n";
    All += " " + Facts;
  }
  std::string Index = escapedForNinja((Folder + "/program.index").str());
  return Out + "\nbuild " + Index + ": link" + All + "\nbuild report: report " +
         Index + "\ndefault report\n";
}

Exit runNinja() {
  UnitList List = findUnits({{}, buildPath(), nullptr});
  for (const std::string &Error : List.Errors)
    errs() << "error: " << Error << '\n';
  if (!List.Errors.empty())
    return Exit::Failed;
  std::string Path = absolutePath(NinjaOutput);
  std::string Folder = Path + ".facts";
  if (std::error_code Wrong = sys::fs::create_directories(Folder)) {
    errs() << "error: cannot make '" << Folder << "': " << Wrong.message()
           << '\n';
    return Exit::Failed;
  }
  std::string Text =
      rules(hosts::programPath(), List.DatabaseFolder) + edges(List, Folder);
  return succeeded(writeIfChanged(Path, Text)) ? Exit::Clean : Exit::Failed;
}

} // namespace cohazard::cli
