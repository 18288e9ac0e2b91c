//===----------------------------------------------------------------------===//
// What of a TU must be kept so that its files can be mended later, when its AST
// is gone and other TUs have had their say on the headers they share?
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_CLI_FIXSOURCES_H
#define COHAZARD_HOSTS_CLI_FIXSOURCES_H

#include "clang-tidy/ClangTidyDiagnosticConsumer.h"
#include "hosts/cli/CompileCommands.h"
#include "llvm/Support/FileSystem/UniqueID.h"
#include <map>

namespace cohazard::cli {

/// The same for all names of a file.
using FileKey = llvm::sys::fs::UniqueID;

/// A file as it was when the findings were made.
struct SourceText {
  FileKey Key;
  std::string Path; ///< absolute
  std::string Contents;
};

struct FixSources {
  Unit Parsed;                ///< with the arguments that `.clang-tidy` adds
  std::vector<FileKey> Files; ///< all that the TU is made of, sorted

  struct Touched {
    SourceText Text;
    bool OfProject = false; ///< findings in it would be shown
  };
  /// The files that fixes would change, by the name that the fixes use.
  std::map<std::string, Touched> ToChange;
};

/// The files that \p Sources has read, sorted.
std::vector<FileKey> filesOf(const clang::SourceManager &Sources);

/// Adds what the fixes of \p Findings would change; \p Sources has opened it.
void keepTouched(FixSources &Out, clang::SourceManager &Sources,
                 const clang::tidy::ClangTidyOptions &Options,
                 llvm::ArrayRef<clang::tidy::ClangTidyError> Findings);

} // namespace cohazard::cli

#endif
