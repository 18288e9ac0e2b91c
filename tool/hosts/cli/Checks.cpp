//===----------------------------------------------------------------------===//
// `cohazard checks`: which checks are there, and which options have they?
//===----------------------------------------------------------------------===//

#include "findings/Check.h"
#include "hosts/cli/Command.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace cohazard::cli {

cl::SubCommand &checksCommand() {
  static cl::SubCommand Command("checks", "list the checks");
  return Command;
}

static cl::opt<bool>
    ShowOptions("options",
                cl::desc("list every option instead: check, option, kind, "
                         "default and meaning, separated by tabs"),
                cl::sub(checksCommand()));

static StringRef name(OptionKind Kind) {
  switch (Kind) {
  case OptionKind::Flag:
    return "flag";
  case OptionKind::Number:
    return "number";
  case OptionKind::Text:
    return "text";
  case OptionKind::List:
    return "list";
  }
  llvm_unreachable("no such kind of option");
}

static void listOptions() {
  for (const Check *C : allChecks())
    for (const OptionSpec &Spec : C->Options)
      outs() << "cohazard-" << C->Id << '\t' << Spec.Name << '\t'
             << name(Spec.Kind) << '\t' << Spec.Default << '\t' << Spec.Help
             << '\n';
}

static void listChecks() {
  size_t Widest = 0;
  for (const Check *C : allChecks())
    Widest = std::max(Widest, C->Id.size());
  for (const Check *C : allChecks())
    outs() << "cohazard-" << left_justify(C->Id, Widest + 2) << C->Summary
           << '\n';
}

Exit runChecks() {
  ShowOptions ? listOptions() : listChecks();
  return Exit::Clean;
}

} // namespace cohazard::cli
