#include "hosts/cli/Selection.h"
#include "hosts/cli/Command.h"
#include "hosts/cli/FixPlan.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace llvm;

namespace cohazard::cli {

static cl::opt<std::string>
    BaselinePath("baseline", cl::value_desc("file"),
                 cl::desc("show and count only what is not in this file, which "
                          "'cohazard baseline' writes"),
                 cl::cat(reportOptions()), cl::sub(lintCommand()),
                 cl::sub(reportCommand()));
static cl::opt<std::string> DiffBase(
    "diff", cl::value_desc("ref"),
    cl::desc("show and count only findings with a step in a line that has "
             "changed since this branch or commit of git; '-': that a unified "
             "diff on standard input changes"),
    cl::cat(reportOptions()), cl::sub(lintCommand()), cl::sub(reportCommand()));

static Expected<ChangedLines> changedLines(const std::string &Root) {
  if (DiffBase != "-")
    return ChangedLines::since(DiffBase, Root);
  auto Input = MemoryBuffer::getSTDIN();
  if (!Input)
    return createStringError(Input.getError(),
                             "standard input cannot be read: " +
                                 Input.getError().message());
  return ChangedLines::of((*Input)->getBuffer(), Root);
}

Expected<Selection> readSelection(const std::string &Root) {
  Selection Out;
  if (BaselinePath.getNumOccurrences()) {
    Expected<Baseline> Read = readBaseline(BaselinePath);
    if (!Read)
      return Read.takeError();
    Out.Known = std::move(*Read);
  }
  if (DiffBase.getNumOccurrences()) {
    Expected<ChangedLines> Read = changedLines(Root);
    if (!Read)
      return Read.takeError();
    Out.Changed = std::move(*Read);
  }
  return Out;
}

void select(const Selection &By, bool Whole, RunReport &Report,
            std::vector<UnitReport> &Units) {
  if (By.Known)
    applyBaseline(Report, *By.Known, Whole);
  if (By.Changed) {
    size_t All = Report.Findings.size();
    erase_if(Report.Findings,
             [&](const auto &F) { return !By.Changed->touch(F); });
    Report.OutsideOfChange = All - Report.Findings.size();
  }
  StringSet<> Shown;
  for (const ReportedFinding &F : Report.Findings)
    Shown.insert(F.Key);
  for (UnitReport &Unit : Units)
    erase_if(Unit.Findings, [&](const clang::tidy::ClangTidyError &F) {
      return !Shown.contains(findingKey(F));
    });
}

} // namespace cohazard::cli
