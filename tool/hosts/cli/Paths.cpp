#include "hosts/cli/Paths.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

namespace cohazard::cli {

/// Absolute, and without anything to take out: most paths, thousands of times a run.
static bool isPlain(llvm::StringRef Path) {
  return Path.starts_with("/") && !Path.ends_with("/") &&
         !Path.contains("/.") && !Path.contains("//");
}

std::string absolutePath(llvm::StringRef Path, llvm::StringRef Directory) {
  if (isPlain(Path))
    return Path.str();
  llvm::SmallString<256> Result(Directory);
  if (llvm::sys::path::is_absolute(Path))
    Result.clear();
  llvm::sys::path::append(Result, Path);
  llvm::sys::fs::make_absolute(Result);
  if (isPlain(Result))
    return Result.str().str();
  llvm::sys::path::remove_dots(Result, /*remove_dot_dot=*/true);
  return Result.str().str();
}

std::string realPath(llvm::StringRef Path, llvm::StringRef Directory) {
  std::string Absolute = absolutePath(Path, Directory);
  llvm::SmallString<256> Real;
  if (llvm::sys::fs::real_path(Absolute, Real))
    return Absolute;
  return Real.str().str();
}

std::string displayPath(llvm::StringRef Path, llvm::StringRef Directory) {
  static const std::string Here = absolutePath(".") + "/";
  std::string Absolute = absolutePath(Path, Directory);
  llvm::StringRef Shown = Absolute;
  Shown.consume_front(Here);
  return Shown.str();
}

} // namespace cohazard::cli
