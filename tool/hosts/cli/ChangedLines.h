//===----------------------------------------------------------------------===//
// Which lines has a change touched? Read from a unified diff, or asked of git.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_CLI_CHANGEDLINES_H
#define COHAZARD_HOSTS_CLI_CHANGEDLINES_H

#include "hosts/cli/ReportModel.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Error.h"

namespace cohazard::cli {

class ChangedLines {
public:
  /// What \p Diff adds or changes; of what it deletes, the lines around. Names
  /// are relative to \p Root or to where we are, with or without `b/` in front.
  /// An error says what is wrong.
  static llvm::Expected<ChangedLines> of(llvm::StringRef Diff,
                                         const std::string &Root);
  /// What the files below \p Root say now and did not say where the history of
  /// \p Ref was left, files that git does not know included.
  static llvm::Expected<ChangedLines> since(llvm::StringRef Ref,
                                            const std::string &Root);

  /// Is a place of the finding's story in a changed line?
  bool touch(const ReportedFinding &F) const;

private:
  /// From the first to the last, both included.
  struct Lines {
    unsigned First, Last;
  };
  friend class DiffReader;
  bool contain(const ReportPlace &Where) const;

  llvm::StringMap<std::vector<Lines>> ByFile; ///< by real path
};

} // namespace cohazard::cli

#endif
