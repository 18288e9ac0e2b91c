//===----------------------------------------------------------------------===//
// What stands at a place in a file? Each file is read once: what is told of it
// is what it was before anything was changed.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_CLI_SOURCEFILES_H
#define COHAZARD_HOSTS_CLI_SOURCEFILES_H

#include "hosts/cli/ReportModel.h"
#include "source/LlvmCompat.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"

namespace cohazard::cli {

class SourceFiles {
public:
  /// Paths below \p Root are shown from there.
  explicit SourceFiles(std::string Root);

  /// The token at \p Offset, as far as it is on that line; of `::name` both.
  /// \p Path is absolute.
  ReportPlace tokenAt(llvm::StringRef Path, unsigned Offset);
  ReportPlace stretch(llvm::StringRef Path, unsigned Offset, unsigned Length);
  /// Adds the lines of \p Place, and some on each side.
  void addLinesAround(const ReportPlace &Place, SourceLines &Out);
  /// Empty if the file cannot be read.
  llvm::StringRef contents(llvm::StringRef Path);
  /// From the root if it is below it.
  std::string shown(llvm::StringRef Path) const;

private:
  clang::FileID open(llvm::StringRef Path);
  ReportPlace placed(llvm::StringRef Path, clang::FileID Id, unsigned Offset,
                     unsigned Length);

  std::string Root, RealRoot; ///< end in '/'
  compat::DiagnosticOptionsHolder Options;
  clang::IgnoringDiagConsumer Silent;
  llvm::IntrusiveRefCntPtr<clang::DiagnosticsEngine> Diagnostics;
  clang::FileManager Files;
  clang::SourceManager Sources;
};

} // namespace cohazard::cli

#endif
