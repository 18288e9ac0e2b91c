//===----------------------------------------------------------------------===//
// --format=gitlab: GitLab's Code Quality report, a list of what is to be shown
// in a merge request.
//===----------------------------------------------------------------------===//

#include "hosts/cli/ReportFormats.h"
#include "llvm/Support/JSON.h"

using namespace llvm;

namespace cohazard::cli {

void writeGitlab(const RunReport &Report, raw_ostream &Out) {
  json::OStream J(Out, /*IndentSize=*/1);
  J.array([&] {
    for (const ReportedFinding &F : Report.Findings)
      J.object([&] {
        J.attribute("description", validUtf8(F.Message));
        J.attribute("check_name", F.Check);
        J.attribute("fingerprint", F.Fingerprint);
        J.attribute("severity", F.IsError ? "critical" : "major");
        J.attributeObject("location", [&] {
          J.attribute("path", validUtf8(F.Where.File));
          // A finding without a place is one of the whole file.
          J.attributeObject("lines", [&] {
            J.attribute("begin", std::max(F.Where.Line, 1u));
          });
        });
      });
  });
  J.flush();
  Out << '\n';
}

} // namespace cohazard::cli
