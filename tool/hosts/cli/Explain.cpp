//===----------------------------------------------------------------------===//
// `cohazard explain CHECK`: what does a check report, why, and what to do?
// Prints the check's page of the documentation, which is part of the binary.
//===----------------------------------------------------------------------===//

#include "findings/Check.h"
#include "hosts/cli/CheckPages.h"
#include "hosts/cli/Command.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace cohazard::cli {

cl::SubCommand &explainCommand() {
  static cl::SubCommand Command("explain", "print a check's documentation");
  return Command;
}

static cl::opt<std::string> CheckName(cl::Positional, cl::Required,
                                      cl::desc("CHECK"),
                                      cl::sub(explainCommand()));

/// The check whose id is nearest to \p Written; there is always one.
static const Check &nearestTo(StringRef Written) {
  return **llvm::min_element(allChecks(), [&](const Check *A, const Check *B) {
    return A->Id.edit_distance(Written) < B->Id.edit_distance(Written);
  });
}

Exit runExplain() {
  StringRef Id = CheckName;
  Id.consume_front("cohazard-");
  if (StringRef Page = checkPage(Id); !Page.empty()) {
    outs() << Page;
    return Exit::Clean;
  }
  errs() << "error: there is no check '" << CheckName << "'; did you mean '"
         << nearestTo(Id).Id << "'? 'cohazard checks' lists them all\n";
  return Exit::Failed;
}

} // namespace cohazard::cli
