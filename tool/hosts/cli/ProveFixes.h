//===----------------------------------------------------------------------===//
// Does the code still compile with these fixes made, without a diagnostic that
// was not there before?
//
// Every TU that reads a file they change is parsed again, with the edits in
// memory. Fixes are tried all at once. Those that a new diagnostic is due to, by
// its place (BlameFixes.h), are left out; those about which that is a guess get a
// second chance beside the proven ones. Where no place tells, halves are tried. So
// the number of parses does not grow with the number of bad fixes, as long as
// diagnostics speak of the lines that are to blame.
// Groups of fixes that no TU has in common are tried independently.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_HOSTS_CLI_PROVEFIXES_H
#define COHAZARD_HOSTS_CLI_PROVEFIXES_H

#include "hosts/cli/BlameFixes.h"
#include <atomic>
#include <set>

namespace cohazard::cli {

class FixProver {
public:
  FixProver(FixPlan &Plan, llvm::ArrayRef<UnitReport> Reports, unsigned Jobs)
      : Plan(Plan), Reports(Reports), Before(Reports.size()), Jobs(Jobs) {}

  /// Those of \p Candidates that can be made beside the proven \p Made; the
  /// others are refused.
  std::vector<unsigned> prove(llvm::ArrayRef<unsigned> Made,
                              llvm::ArrayRef<unsigned> Candidates);

  /// So many TUs were parsed until now.
  unsigned parses() const { return Parses; }

private:
  using Fixes = std::vector<unsigned>;
  using Diagnostics = std::vector<TuDiagnostic>;

  Fixes proveGroup(Fixes Made, Fixes Tried, std::optional<Diagnostics> Known,
                   unsigned Threads);
  Fixes leaveOut(const Diagnostics &New, Fixes &Tried, std::set<unsigned> &Blamed);
  void refuse(unsigned Fix, const TuDiagnostic &D);
  Diagnostics newDiagnostics(const Fixes &Made, const Fixes &Tried,
                             unsigned Threads);
  Diagnostics newDiagnosticsOf(size_t Unit, const Fixes &All);
  bool reads(size_t Unit, unsigned Fix) const;
  std::vector<size_t> unitsThatRead(const Fixes &Tried) const;
  std::vector<Fixes> independentGroups(llvm::ArrayRef<unsigned> Fixes) const;

  FixPlan &Plan;
  llvm::ArrayRef<UnitReport> Reports;
  std::vector<std::optional<Diagnostics>> Before; ///< of each TU as it is
  unsigned Jobs;
  std::atomic<unsigned> Parses = 0;
};

} // namespace cohazard::cli

#endif
