//===----------------------------------------------------------------------===//
// Whose fault is a diagnostic that edits bring?
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_CLI_BLAMEFIXES_H
#define COHAZARD_HOSTS_CLI_BLAMEFIXES_H

#include "hosts/cli/FixPlan.h"

namespace cohazard::cli {

/// An error or a warning, and the places that it and its notes speak of.
struct TuDiagnostic {
  struct Place {
    FileKey File;
    size_t Offset = 0; ///< with the edits made
    size_t Line = 0;   ///< from 0; before the edits
  };
  std::string Path;          ///< as it is shown
  std::string Message;       ///< `error: …` or `warning: …`
  std::vector<Place> Places; ///< its own first; empty if it has none
};

struct Blame {
  unsigned Fix;
  const TuDiagnostic *For;
  /// The diagnostic speaks of a line that this fix alone changes.
  bool Sure;
};

/// The fixes of \p Tried that the diagnostics \p New are due to, by place: those
/// whose lines one speaks of, else the one next to it. None for a diagnostic that
/// speaks of no file which they change. A guess, unless it is sure.
std::vector<Blame> blame(const FixPlan &Plan,
                         llvm::ArrayRef<TuDiagnostic> New,
                         llvm::ArrayRef<unsigned> Tried);

} // namespace cohazard::cli

#endif
