//===----------------------------------------------------------------------===//
// How does a finding look in a terminal? As clang's own diagnostics do: place,
// message, check, source line and caret, then the notes.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_CLI_TEXTOUTPUT_H
#define COHAZARD_HOSTS_CLI_TEXTOUTPUT_H

#include "hosts/cli/FixPlan.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/raw_ostream.h"
#include <memory>

namespace cohazard::cli {

class TextOutput {
public:
  TextOutput(llvm::raw_ostream &Out, bool Color);
  ~TextOutput();

  /// Shows the findings that have not been shown yet: a header is part of many
  /// TUs.
  void show(llvm::ArrayRef<clang::tidy::ClangTidyError> Findings);

  /// Reads the files that findings are in, so that they can be shown when the
  /// files have changed.
  void readFilesOf(llvm::ArrayRef<clang::tidy::ClangTidyError> Findings);
  /// The same as `show`, and what became of the fix of each; \p DryRun: what
  /// would become of it.
  void show(llvm::ArrayRef<clang::tidy::ClangTidyError> Findings,
            const FixPlan &Plan, bool DryRun);

private:
  struct Printer;
  bool showOne(const clang::tidy::ClangTidyError &F);

  llvm::StringSet<> Seen;
  std::unique_ptr<Printer> Print;
};

/// What to say of a fix in the end; empty if there is nothing to say.
std::string whatBecameOf(const PlannedFix &Fix, bool DryRun);

} // namespace cohazard::cli

#endif
