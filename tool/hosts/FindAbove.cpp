#include "hosts/FindAbove.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace cohazard::hosts {

std::string findAbove(StringRef Folder, ArrayRef<StringRef> Names) {
  for (; !Folder.empty(); Folder = sys::path::parent_path(Folder))
    for (StringRef Name : Names) {
      SmallString<256> Path(Folder);
      sys::path::append(Path, Name);
      if (sys::fs::is_regular_file(Path))
        return Path.str().str();
    }
  return "";
}

} // namespace cohazard::hosts
