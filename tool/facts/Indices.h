//===----------------------------------------------------------------------===//
// May two threads use the same index? An index a function was given is taken
// for the thread's own; one that it counts or computes by itself is anyone's.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_FACTS_INDICES_H
#define COHAZARD_FACTS_INDICES_H

#include "facts/TuContext.h"

namespace cohazard::facts {

/// The step into an array or container at \p Index.
PathStep indexStep(TuContext &Tu, const clang::FunctionDecl *Enclosing,
                   const clang::Expr *Index);

} // namespace cohazard::facts

#endif
