//===----------------------------------------------------------------------===//
// Which elements does an index mean, and may two threads use the same? An index a function was given is taken
// for the thread's own; one that it counts or computes by itself is anyone's.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_FACTS_INDICES_H
#define COHAZARD_FACTS_INDICES_H

#include "facts/TuContext.h"

namespace cohazard::facts {

/// The step into an array or container at \p Index.
PathStep indexStep(TuContext &Tu, const clang::FunctionDecl *Enclosing,
                   const clang::Expr *Index);

/// Notes in \p Out if \p Callee finds elements by the parameter that \p E is
/// passed as, and whether other threads may come to the same ones.
void noteIndex(TuContext &Tu, const clang::FunctionDecl *Enclosing,
               const clang::FunctionDecl *Callee, const clang::Expr *E,
               Argument &Out);

/// `if (me == 0)`, where each thread is given a number of its own.
struct OwnTurn {
  Place Lock;  ///< stands for being that thread
  Place Given; ///< the parameter
  bool WhenNonZero = true;
};
std::optional<OwnTurn> ownTurn(TuContext &Tu,
                               const clang::FunctionDecl *Enclosing,
                               const clang::Expr *Condition);

/// The counter of \p Loop, and where it starts; null where it has none.
std::pair<const clang::VarDecl *, const clang::Expr *>
counterOf(const clang::ForStmt *Loop);

/// The values of the counter of \p Loop. Counting down is not known.
IndexRange rangeOf(TuContext &Tu, const clang::ForStmt *Loop);

} // namespace cohazard::facts

#endif
