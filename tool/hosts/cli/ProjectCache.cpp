#include "hosts/cli/ProjectCache.h"
#include "hosts/ProgramPath.h"
#include "clang/Basic/Version.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace cohazard::cli {

static bool holds(StringRef Folder, StringRef Path) {
  return Path == Folder ||
         (Path.starts_with(Folder) &&
          (Folder.ends_with("/") || Path[Folder.size()] == '/'));
}

/// `/` and `/home` are nobody's project.
static bool isTooHigh(StringRef Folder) {
  return std::distance(sys::path::begin(Folder), sys::path::end(Folder)) < 3;
}

std::string projectFolder(const UnitList &List) {
  if (List.DatabaseFolder.empty())
    return "";
  StringRef Common = List.DatabaseFolder;
  for (const Unit &U : List.Units)
    while (!Common.empty() && !holds(Common, U.File))
      Common = sys::path::parent_path(Common);
  return isTooHigh(Common) ? List.DatabaseFolder : Common.str();
}

std::string cacheFolder(const UnitList &List) {
  SmallString<256> Folder(projectFolder(List));
  if (!Folder.empty())
    sys::path::append(Folder, ".cache", "cohazard");
  return Folder.str().str();
}

const std::string &buildFingerprint() {
  static const std::string Made = [] {
    // A changed checkout gives no other version: the program's own bytes do.
    auto Bytes = MemoryBuffer::getFile(hosts::programPath(), /*IsText=*/false,
                                       /*RequiresNullTerminator=*/false);
    ContentHash Hash =
        Bytes ? ContentHash::of((*Bytes)->getBuffer()) : ContentHash();
    return clang::getClangFullVersion() + " " + Hash.hex();
  }();
  return Made;
}

} // namespace cohazard::cli
