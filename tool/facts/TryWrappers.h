//===----------------------------------------------------------------------===//
// What does a call of a function of the user's own do to a lock? One that only
// tries to take it says so by its result: `return pthread_mutex_trylock(&m) ==
// 0;`, or a constant on each branch. One that is not visible says so by its name.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_FACTS_TRYWRAPPERS_H
#define COHAZARD_FACTS_TRYWRAPPERS_H

#include "facts/CallSite.h"
#include "facts/TuContext.h"

namespace cohazard::facts {

/// The tried lock that \p Call itself names, if a model knows its callee.
std::optional<LockTry> modelledTry(TuContext &Tu,
                                   const clang::FunctionDecl *Enclosing,
                                   const CallSite &Call);

/// What \p Callee tries for its caller. One that gives locks back as well, or
/// tries several, does something else.
std::optional<LockTry> triedBy(TuContext &Tu, const clang::FunctionDecl *Callee);

/// What a function's name says: `lock_table`, `table_unlock`.
struct LockName {
  std::string Stem; ///< the same for both
  bool Gives = false;
};
std::optional<LockName> lockName(TuContext &Tu,
                                 const clang::FunctionDecl *Callee);

} // namespace cohazard::facts

#endif
