//===----------------------------------------------------------------------===//
// What does an OpenMP directive make of the statement below it? A parallel
// region becomes a function of its own that many threads run; critical and
// atomic regions become locks, barriers become signals.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_FACTS_OPENMP_H
#define COHAZARD_FACTS_OPENMP_H

#include "facts/Extract.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace cohazard::facts {

/// Starts each parallel region of \p Body and has \p Read read its statement
/// as a body of its own.
void outlineRegions(BodyContext &Body,
                    llvm::function_ref<void(BodyContext &)> Read);

/// Puts the locks and signals of directives around the events below them.
void synchroniseRegions(BodyContext &Body);

} // namespace cohazard::facts

#endif
