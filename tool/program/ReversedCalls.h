//===----------------------------------------------------------------------===//
// Who calls it? The edges of a call graph by their callees, in one array: most
// functions have few callers, and a vector for each would cost more than these.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_PROGRAM_REVERSEDCALLS_H
#define COHAZARD_PROGRAM_REVERSEDCALLS_H

#include "llvm/ADT/ArrayRef.h"
#include <cstdint>
#include <vector>

namespace cohazard::program {

/// A call, by its caller and its place among the caller's calls.
struct CallEdge {
  uint32_t Caller = 0, Call = 0;
};

class ReversedCalls {
public:
  void add(uint32_t Callee, CallEdge From) { Added.push_back({From, Callee}); }

  /// All have been added, of callees below \p Callees.
  void sort(size_t Callees) {
    First.assign(Callees + 1, 0);
    for (const EdgeTo &E : Added)
      ++First[E.Callee + 1];
    for (size_t I = 1; I < First.size(); ++I)
      First[I] += First[I - 1];
    std::vector<uint32_t> Next(First.begin(), First.end() - 1);
    Sorted.resize(Added.size());
    for (const EdgeTo &E : Added)
      Sorted[Next[E.Callee]++] = E.From;
    std::vector<EdgeTo>().swap(Added);
  }

  /// In the order that they were added in.
  llvm::ArrayRef<CallEdge> of(uint32_t Callee) const {
    return llvm::ArrayRef(Sorted).slice(First[Callee],
                                        First[Callee + 1] - First[Callee]);
  }

private:
  struct EdgeTo {
    CallEdge From;
    uint32_t Callee;
  };
  std::vector<EdgeTo> Added;
  std::vector<CallEdge> Sorted;
  std::vector<uint32_t> First; ///< by callee: into Sorted; and the end
};

} // namespace cohazard::program

#endif
