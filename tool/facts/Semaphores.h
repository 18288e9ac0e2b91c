//===----------------------------------------------------------------------===//
// What does a call do to a semaphore? It is taken for a lock, and noted how many
// it lets in at first.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_FACTS_SEMAPHORES_H
#define COHAZARD_FACTS_SEMAPHORES_H

#include "facts/CallSite.h"
#include "facts/TuContext.h"

namespace cohazard::facts {

struct SemaphoreUse {
  enum Kind : uint8_t { Takes, Gives, Tries } What;
  Place Semaphore;
  bool WhenNonZero = false; ///< Tries: it was taken if the result is not zero
};

std::optional<SemaphoreUse> semaphoreUse(TuContext &Tu,
                                         const clang::FunctionDecl *Enclosing,
                                         const CallSite &Site);

/// Notes the count that the semaphore with static storage \p Made starts with.
void noteSemaphore(TuContext &Tu, const clang::VarDecl *Made,
                   const clang::Expr *Init);

} // namespace cohazard::facts

#endif
