//===----------------------------------------------------------------------===//
// Which of a function's own parameters decide whether a call of it waits? A
// wrapper passes its flags or its time limit on, or asks a switch first; its
// callers give the constants.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_FACTS_MODES_H
#define COHAZARD_FACTS_MODES_H

#include "facts/CallSite.h"
#include "facts/TuContext.h"

namespace cohazard::facts {

/// The constants and parameters of \p Enclosing that \p Site passes as modes:
/// flags, switches, time limits.
std::vector<PassedMode> modesOf(TuContext &Tu,
                                const clang::FunctionDecl *Enclosing,
                                const CallSite &Site);

/// Excuses \p Out, the call \p Site: what parameters of \p Enclosing would have to
/// be for a condition of \p Unless to hold.
void addExcuses(TuContext &Tu, const clang::FunctionDecl *Enclosing,
                const models::Table &Source, models::Range Unless,
                const CallSite &Site, Call &Out);

/// Excuses \p Out: what parameters of \p Enclosing would have to be for control to
/// take another branch of the conditionals in \p Around than the one to \p S.
void addBranchExcuses(TuContext &Tu, const clang::FunctionDecl *Enclosing,
                      llvm::ArrayRef<const clang::Stmt *> Around,
                      const clang::Stmt *S, Call &Out);

} // namespace cohazard::facts

#endif
