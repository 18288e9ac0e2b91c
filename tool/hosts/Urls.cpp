#include "hosts/Urls.h"
#include "Build.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace cohazard::hosts {

std::string percentEncoded(StringRef Path) {
  std::string Out;
  for (char C : Path) {
    if (isAlnum(C) || StringRef("-._~/").contains(C))
      Out += C;
    else
      Out += "%" + toHex(StringRef(&C, 1));
  }
  return Out;
}

std::string publishedPage(StringRef Id) {
  std::string Folder = COHAZARD_DOCS_URL;
  return Folder.empty() ? "" : Folder + "/checks/" + Id.str() + ".md";
}

} // namespace cohazard::hosts
