//===----------------------------------------------------------------------===//
// --format=html: one page for people who would rather look than read. It holds the
// report as JSON and draws itself, without any network; its sources are in html/.
// What the project's files say is text there and never markup: it is quoted so that
// it cannot leave the element that it stands in, the scripts make text of it, and
// the page's policy runs nothing but what this program brings.
//===----------------------------------------------------------------------===//

#include "hosts/cli/ReportFormats.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Base64.h"
#include "llvm/Support/SHA256.h"

using namespace llvm;

namespace cohazard::cli {

#include "HtmlPage.inc"

/// As a content security policy names what it allows.
static std::string policyHash(StringRef Text) {
  return "sha256-" + encodeBase64(SHA256::hash(arrayRefFromStringRef(Text)));
}

/// JSON for a script element. What could end the element, or a line of a script,
/// only stands in strings, where it can be written by number.
static std::string quotedForScript(StringRef Json) {
  std::string Out;
  Out.reserve(Json.size() + Json.size() / 16);
  while (!Json.empty()) {
    if (Json.consume_front("\u2028")) {
      Out += "\\u2028";
    } else if (Json.consume_front("\u2029")) {
      Out += "\\u2029";
    } else {
      StringRef First = Json.take_front(1);
      Json = Json.drop_front(1);
      Out += StringRef("<>&").contains(First) ? "\\u00" + toHex(First) : First.str();
    }
  }
  return Out;
}

void writeHtml(const RunReport &Report, raw_ostream &Out) {
  std::string Json;
  raw_string_ostream Stream(Json);
  writeJson(Report, Stream, /*WithLines=*/true);
  const StringMap<std::string> Parts({{"STYLE_HASH", policyHash(HtmlStyle)},
                                      {"SCRIPT_HASH", policyHash(HtmlScript)},
                                      {"STYLE", HtmlStyle.str()},
                                      {"SCRIPT", HtmlScript.str()},
                                      {"REPORT", quotedForScript(Json)}});
  // The page has places to fill, written `@NAME@`.
  for (StringRef Rest = HtmlPage; !Rest.empty();) {
    auto [Text, FromName] = Rest.split('@');
    auto [Name, Behind] = FromName.split('@');
    Out << Text;
    if (!Name.empty())
      Out << Parts.at(Name);
    Rest = Behind;
  }
}

} // namespace cohazard::cli
