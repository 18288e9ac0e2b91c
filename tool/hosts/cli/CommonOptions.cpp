#include "hosts/cli/CommonOptions.h"
#include "Build.h"
#include "hosts/ResourceDirectory.h"
#include "hosts/cli/Command.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace cohazard::cli {

static cl::opt<std::string>
    BuildPath("p", cl::value_desc("build"),
              cl::desc("where compile_commands.json is; by default beside or "
                       "above the file, or in a build folder there"),
              cl::sub(lintCommand()), cl::sub(baselineCommand()),
              cl::sub(extractCommand()),
              cl::sub(linkCommand()), cl::sub(ninjaCommand()),
              cl::sub(doctorCommand()));
static cl::list<std::string>
    Remap("remap", cl::value_desc("from=to"),
          cl::desc("what the database calls the folder 'from' is 'to' here: "
                   "for one that was made in a container or on another "
                   "machine"),
          cl::sub(lintCommand()), cl::sub(baselineCommand()),
          cl::sub(extractCommand()),
          cl::sub(doctorCommand()));
static cl::opt<std::string>
    ChecksGlob("checks", cl::value_desc("globs"),
               cl::desc("over those of .clang-tidy, e.g. "
                        "'-*,cohazard-blocking-call'"),
               cl::sub(lintCommand()), cl::sub(baselineCommand()),
               cl::sub(extractCommand()), cl::sub(reportCommand()));
static cl::opt<std::string>
    Config("config", cl::value_desc("yaml"),
           cl::desc("settings in place of .clang-tidy files"),
           cl::sub(lintCommand()), cl::sub(baselineCommand()),
           cl::sub(extractCommand()), cl::sub(reportCommand()));
static cl::opt<std::string>
    HeaderFilter("header-filter", cl::value_desc("regex"),
                 cl::desc("headers whose findings are shown; by default all "
                          "that are not system headers"),
                 cl::sub(lintCommand()), cl::sub(baselineCommand()),
                 cl::sub(reportCommand()));
static cl::opt<std::string>
    WarningsAsErrors("warnings-as-errors", cl::value_desc("globs"),
                     cl::desc("checks whose findings are errors"),
                     cl::sub(lintCommand()), cl::sub(baselineCommand()),
                     cl::sub(reportCommand()));
static cl::opt<bool> Quiet("quiet", cl::desc("findings and errors only"),
                           cl::cat(reportOptions()), cl::sub(lintCommand()),
                           cl::sub(baselineCommand()),
                           cl::sub(reportCommand()));

static cl::opt<bool> WErrors("werror",
                             cl::desc("all findings are errors; the same as "
                                      "--warnings-as-errors='*'"),
                             cl::cat(reportOptions()), cl::sub(lintCommand()),
                             cl::sub(reportCommand()));
static cl::opt<FailOn> FailOnWhat(
    "fail-on", cl::init(FailOn::New), cl::desc("when to exit with 1:"),
    cl::values(clEnumValN(FailOn::New, "new",
                          "for findings that are shown; the default"),
               clEnumValN(FailOn::Any, "any",
                          "also for those that --baseline or --diff leave out"),
               clEnumValN(FailOn::Never, "never", "for none")),
    cl::cat(reportOptions()), cl::sub(lintCommand()), cl::sub(reportCommand()));
static cl::opt<std::string> RootFolder(
    "root", cl::value_desc("folder"),
    cl::desc("where relative paths in reports and baselines start; by "
             "default the working tree that the files are in"),
    cl::cat(reportOptions()), cl::sub(lintCommand()),
    cl::sub(baselineCommand()), cl::sub(reportCommand()));

static cl::opt<bool> Stats("stats", cl::desc("say what the program is made of"),
                           cl::cat(reportOptions()), cl::sub(lintCommand()),
                           cl::sub(reportCommand()));
static cl::opt<bool> Profile("profile", cl::desc("say where the time went"),
                             cl::cat(reportOptions()), cl::sub(lintCommand()),
                             cl::sub(reportCommand()));

const std::string &buildPath() { return BuildPath; }
std::vector<std::string> pathMappings() { return {Remap.begin(), Remap.end()}; }
bool isQuiet() { return Quiet; }
bool wantsStatistics() { return Stats; }
bool wantsProfile() { return Profile; }
FailOn failOn() { return FailOnWhat; }
const std::string &rootFolder() { return RootFolder; }

static std::optional<std::string> given(const cl::opt<std::string> &Option) {
  if (Option.getNumOccurrences() == 0)
    return std::nullopt;
  return Option.getValue();
}

LintOptions commonOptions() {
  LintOptions O;
  O.Overrides = {given(Config), given(ChecksGlob), given(HeaderFilter),
                 given(WarningsAsErrors)};
  if (WErrors)
    O.Overrides.WarningsAsErrors = "*";
  O.ColorErrors = sys::Process::StandardErrHasColors();
  return O;
}

void requireHeaders(UnitList &List) {
  if (hosts::resourceDirectory().empty())
    List.Errors.push_back(
        "clang's own headers are neither beside this program nor in "
        COHAZARD_LLVM_ROOT ", and no clang " COHAZARD_LLVM_MAJOR
        " is on the PATH");
}

Error writeIfChanged(const std::string &Path, StringRef Bytes) {
  if (auto There = MemoryBuffer::getFile(Path, /*IsText=*/false,
                                         /*RequiresNullTerminator=*/false))
    if ((*There)->getBuffer() == Bytes)
      return Error::success();
  return writeToOutput(Path, [&](raw_ostream &Out) -> Error {
    Out << Bytes;
    return Error::success();
  });
}

bool succeeded(Error Wrong) {
  if (!Wrong)
    return true;
  errs() << "error: " << toString(std::move(Wrong)) << '\n';
  return false;
}

} // namespace cohazard::cli
