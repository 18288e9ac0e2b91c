#include "hosts/clangd/Pages.h"
#include "hosts/ProgramPath.h"
#include "hosts/Urls.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace cohazard::hosts {

/// Installed, we are `PREFIX/lib/cohazard-22/bin/cohazard-clangd`, and the
/// documentation is in `PREFIX/share/doc/cohazard-22`.
static std::string findDocs() {
  const std::string Home = programHome();
  SmallString<256> Installed(
      sys::path::parent_path(sys::path::parent_path(Home)));
  sys::path::append(Installed, "share", "doc", sys::path::filename(Home));
  for (StringRef Docs : {StringRef(Installed), StringRef(COHAZARD_SOURCE_DOCS)})
    if (sys::fs::is_directory(Docs + "/checks"))
      return Docs.str();
  return "";
}

std::string pageOf(StringRef Check) {
  if (std::string Published = publishedPage(Check); !Published.empty())
    return Published;
  static const std::string Docs = findDocs();
  return Docs.empty() ? ""
                      : "file://" + percentEncoded(
                                        (Docs + "/checks/" + Check + ".md").str());
}

} // namespace cohazard::hosts
