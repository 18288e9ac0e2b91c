//===----------------------------------------------------------------------===//
// How does a TU become an AST? Parsing is the budget: function bodies of system
// headers are skipped, warnings are not looked for, nothing is generated.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_CLI_PARSETU_H
#define COHAZARD_HOSTS_CLI_PARSETU_H

#include "hosts/cli/CompileCommands.h"
#include "hosts/cli/UnitInputs.h"
#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace clang {
class CompilerInstance;
class DiagnosticConsumer;
} // namespace clang
namespace llvm::vfs {
class FileSystem;
} // namespace llvm::vfs

namespace cohazard::cli {

struct ParseOutcome {
  bool Parsed = false;
  std::string Errors;                    ///< as clang prints them
  std::vector<std::string> UnknownFlags; ///< left out: clang does not know them
  UnitInputs Inputs; ///< what driver and parser have read and looked for
};

/// Parses \p U and calls \p WithAst if there was no error. Several threads may
/// parse at a time: no state of the process is touched.
ParseOutcome
parseTu(const Unit &U, bool Color,
        llvm::function_ref<void(clang::CompilerInstance &)> WithAst);

/// Parses \p U as its compiler would, all bodies and warnings included, from
/// the files of \p Fs, whose working directory it sets. What there is to say
/// goes to \p Consumer. Gives false if it cannot even begin.
bool diagnoseTu(const Unit &U,
                llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Fs,
                clang::DiagnosticConsumer &Consumer);

} // namespace cohazard::cli

#endif
