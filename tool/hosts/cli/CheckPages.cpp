#include "hosts/cli/CheckPages.h"

using llvm::StringLiteral;
using llvm::StringRef;

namespace cohazard::cli {

namespace {

struct Page {
  StringLiteral Check;
  StringLiteral Text;
};

} // namespace

static constexpr Page Pages[] = {
#include "Pages.inc"
};

StringRef checkPage(StringRef Id) {
  for (const Page &P : Pages)
    if (P.Check == Id)
      return P.Text;
  return {};
}

} // namespace cohazard::cli
