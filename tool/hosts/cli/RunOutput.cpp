#include "hosts/cli/RunOutput.h"
#include "hosts/cli/Paths.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace cohazard::cli {

RunOutput::RunOutput(const UnitList &List, bool Quiet)
    : List(List), Quiet(Quiet),
      Interactive(!Quiet && sys::Process::StandardErrIsDisplayed()),
      Findings(outs(), sys::Process::StandardOutHasColors()) {
  for (const std::string &Error : List.Errors)
    errs() << "error: " << Error << '\n';
  showProgress(0);
}

void RunOutput::showProgress(size_t Done) {
  if (Interactive && Done < List.Units.size())
    errs() << "\r[" << Done + 1 << '/' << List.Units.size() << "] "
           << displayPath(List.Units[Done].File) << "\x1b[K";
}

void RunOutput::clearProgress() {
  if (Interactive)
    errs() << "\r\x1b[K";
}

void RunOutput::showErrors(const Unit &U, const UnitReport &Report) {
  errs() << Report.Errors;
  if (Report.Failed) {
    ++NotParsed;
    errs() << "error: '" << displayPath(U.File)
           << "' does not parse: nothing is reported for it\n";
  }
  for (hosts::Mistake M : Report.Mistakes) {
    HasMistakes = true;
    if (!M.File.empty())
      M.File = displayPath(M.File);
    std::string Text = hosts::format(M);
    if (Said.insert(Text).second)
      errs() << Text << '\n';
  }
}

void RunOutput::take(size_t Index, const UnitReport &Report) {
  clearProgress();
  showErrors(List.Units[Index], Report);
  for (const std::string &Flag : Report.UnknownFlags)
    if (!is_contained(UnknownFlags, Flag))
      UnknownFlags.push_back(Flag);
  Unchecked += Report.NoCheckIsOn;
  outs() << Report.Facts;
  Findings.show(Report.Findings);
  outs().flush();
  showProgress(Index + 1);
}

/// One note for the run: a build says the same flags for each of its files.
void RunOutput::showUnknownFlags() {
  if (UnknownFlags.empty() || Quiet)
    return;
  errs() << "note: flags that clang does not know were left out: "
         << join(UnknownFlags, " ") << '\n';
}

void RunOutput::showSummary() {
  if (Quiet)
    return;
  auto Count = [](size_t N, StringRef What) {
    return std::to_string(N) + " " + What.str() + (N == 1 ? "" : "s");
  };
  errs() << Count(Findings.shown(), "finding") << " in "
         << Count(List.Units.size() - NotParsed - Unchecked, "file");
  if (NotParsed)
    errs() << "; " << Count(NotParsed, "file") << " could not be parsed";
  errs() << '\n';
}

Exit RunOutput::finish() {
  clearProgress();
  showUnknownFlags();
  bool NothingIsOn = Unchecked && Unchecked == List.Units.size();
  if (NothingIsOn)
    errs() << "error: no check is on; see Checks in .clang-tidy, or pass "
              "--checks='cohazard-*'\n";
  showSummary();
  if (!List.Errors.empty() || NotParsed || HasMistakes || NothingIsOn)
    return Exit::Failed;
  return Findings.shown() ? Exit::Findings : Exit::Clean;
}

} // namespace cohazard::cli
