//===----------------------------------------------------------------------===//
// Does the code still compile with these fixes made, without a diagnostic that
// was not there before?
//
// Every TU that reads a file they change is parsed again, with the edits in
// memory. Fixes are tried all at once. Where that brings a new diagnostic,
// those whose lines it speaks of are set apart, or one half of them if it
// speaks of none or of all, and each part is tried for itself: of N fixes, B of
// which are bad, that takes in the order of B * log N rounds. Groups of fixes
// that no TU has in common are tried independently.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_CLI_PROVEFIXES_H
#define COHAZARD_HOSTS_CLI_PROVEFIXES_H

#include "hosts/cli/FixPlan.h"

namespace cohazard::cli {

/// An error or a warning, and the places that it and its notes speak of.
struct TuDiagnostic {
  struct Place {
    FileKey File;
    size_t Offset = 0; ///< with the edits made
    size_t Line = 0;   ///< from 0
  };
  std::string Path;          ///< as it is shown
  std::string Message;       ///< `error: …` or `warning: …`
  std::vector<Place> Places; ///< its own first; empty if it has none
};

class FixProver {
public:
  FixProver(FixPlan &Plan, llvm::ArrayRef<UnitReport> Reports, unsigned Jobs)
      : Plan(Plan), Reports(Reports), Before(Reports.size()), Jobs(Jobs) {}

  /// Those of \p Candidates that can be made beside the proven \p Made; the
  /// others are refused.
  std::vector<unsigned> prove(llvm::ArrayRef<unsigned> Made,
                              llvm::ArrayRef<unsigned> Candidates);

private:
  using Fixes = std::vector<unsigned>;
  using Diagnostics = std::vector<TuDiagnostic>;

  Fixes proveGroup(Fixes Made, const Fixes &Group,
                   std::optional<Diagnostics> Known, unsigned Threads);
  Diagnostics newDiagnostics(const Fixes &Made, const Fixes &Tried,
                             unsigned Threads);
  Diagnostics newDiagnosticsOf(size_t Unit, const Fixes &All);
  bool reads(size_t Unit, unsigned Fix) const;
  std::vector<size_t> unitsThatRead(const Fixes &Tried) const;
  std::vector<Fixes> independentGroups(llvm::ArrayRef<unsigned> Fixes) const;
  Fixes suspects(const Diagnostics &New, const Fixes &Tried) const;
  bool touches(unsigned Fix, const TuDiagnostic &D) const;

  FixPlan &Plan;
  llvm::ArrayRef<UnitReport> Reports;
  std::vector<std::optional<Diagnostics>> Before; ///< of each TU as it is
  unsigned Jobs;
};

} // namespace cohazard::cli

#endif
