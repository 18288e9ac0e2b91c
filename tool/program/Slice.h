//===----------------------------------------------------------------------===//
// A function's facts, without those that somebody does not ask for.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_PROGRAM_SLICE_H
#define COHAZARD_PROGRAM_SLICE_H

#include "facts/Facts.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace cohazard::program {

struct SliceRequest {
  llvm::function_ref<bool(uint32_t Call)> KeepsCall;
  llvm::function_ref<bool(const facts::Access &)> KeepsAccess;
  /// Threads, locks, joins and signals, and the order of all that is kept.
  bool KeepsFlow = false;
};

/// What only fixes and tasks need is never kept. \p Calls, numbers of calls of
/// \p F that are kept, become those of the result.
facts::Function slice(const facts::Function &F, const SliceRequest &Wanted,
                      std::vector<uint32_t> *Calls = nullptr);

} // namespace cohazard::program

#endif
