#include "hosts/clangd/Pages.h"
#include "BuildId.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace cohazard::hosts {

/// Installed, we are `PREFIX/lib/cohazard-22/bin/cohazard-clangd`, and the
/// documentation is in `PREFIX/share/doc/cohazard-22`.
static std::string findDocs() {
  static int Here;
  SmallString<256> Home(sys::path::parent_path(sys::path::parent_path(
      sys::fs::getMainExecutable("cohazard-clangd", &Here))));
  SmallString<256> Installed(
      sys::path::parent_path(sys::path::parent_path(Home)));
  sys::path::append(Installed, "share", "doc", sys::path::filename(Home));
  for (StringRef Docs : {StringRef(Installed), StringRef(COHAZARD_SOURCE_DOCS)})
    if (sys::fs::is_directory(Docs + "/checks"))
      return Docs.str();
  return "";
}

static std::string fileUrl(StringRef Path) {
  std::string Url = "file://";
  raw_string_ostream Out(Url);
  for (char C : Path) {
    if (isAlnum(C) || StringRef("/-._~").contains(C))
      Out << C;
    else
      Out << '%' << toHex(StringRef(&C, 1));
  }
  return Url;
}

std::string pageOf(StringRef Check) {
  std::string Page = ("/checks/" + Check + ".md").str();
  if (COHAZARD_DOCS_URL[0])
    return COHAZARD_DOCS_URL + Page;
  static const std::string Docs = findDocs();
  return Docs.empty() ? "" : fileUrl(Docs + Page);
}

} // namespace cohazard::hosts
