#include "hosts/cli/TidyTool.h"
#include "findings/Check.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Program.h"

using namespace llvm;

namespace cohazard::cli {

/// What \p Program prints on both streams; an error if it cannot be run or
/// fails.
static Expected<std::string> outputOf(ArrayRef<StringRef> Command) {
  SmallString<128> Path;
  if (std::error_code Wrong =
          sys::fs::createTemporaryFile("cohazard", "txt", Path))
    return createStringError(Wrong, "cannot make a temporary file: " +
                                        Wrong.message());
  FileRemover Remover(Path);
  std::optional<StringRef> Redirects[] = {StringRef(), Path.str(), Path.str()};
  constexpr unsigned Seconds = 30; // It lists checks: something hangs.
  std::string Why;
  int Code = sys::ExecuteAndWait(Command.front(), Command, std::nullopt,
                                 Redirects, Seconds, 0, &Why);
  auto Text = MemoryBuffer::getFile(Path);
  StringRef Said = Text ? (*Text)->getBuffer().trim() : StringRef(Why);
  if (Code != 0)
    return createStringError("'" + Command.front() + "' fails: " +
                             (Said.empty() ? StringRef(Why) : Said));
  return Said.str();
}

Error loadPlugin(StringRef Tidy, StringRef Plugin) {
  std::string Load = ("-load=" + Plugin).str();
  Expected<std::string> Listed =
      outputOf({Tidy, Load, "-checks=-*,cohazard-*", "--list-checks"});
  if (!Listed)
    return Listed.takeError();
  for (const Check *C : allChecks())
    if (!StringRef(*Listed).contains(("cohazard-" + C->Id).str()))
      return createStringError("'" + Tidy + "' does not list cohazard-" +
                               C->Id +
                               "; plugin and program are of different builds, "
                               "install or build both anew");
  return Error::success();
}

unsigned majorVersionOf(StringRef Program) {
  Expected<std::string> Said = outputOf({Program, "--version"});
  if (!Said) {
    consumeError(Said.takeError());
    return 0;
  }
  unsigned Major = 0;
  StringRef Rest = StringRef(*Said).split("version ").second;
  return Rest.consumeInteger(10, Major) ? 0 : Major;
}

} // namespace cohazard::cli
