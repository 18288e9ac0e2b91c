//===----------------------------------------------------------------------===//
// How does a finding look in a terminal? As clang's own diagnostics do: place,
// message, check, source line and caret, then the notes.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_CLI_TEXTOUTPUT_H
#define COHAZARD_HOSTS_CLI_TEXTOUTPUT_H

#include "clang-tidy/ClangTidyDiagnosticConsumer.h"
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

  unsigned shown() const { return Shown; }

private:
  struct Printer;
  llvm::StringSet<> Seen;
  unsigned Shown = 0;
  std::unique_ptr<Printer> Print;
};

} // namespace cohazard::cli

#endif
