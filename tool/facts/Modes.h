//===----------------------------------------------------------------------===//
// Which of a function's own parameters decide whether a call of it waits? A
// wrapper passes its flags or its time limit on, or asks a switch first; its
// callers give the constants.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_FACTS_MODES_H
#define COHAZARD_FACTS_MODES_H

#include "facts/CallSite.h"
#include "facts/TuContext.h"

namespace clang {
class CFGBlock;
} // namespace clang

namespace cohazard::facts {

struct BodyContext;

/// The constants and parameters of \p Enclosing that \p Site passes as modes:
/// flags, switches, time limits.
std::vector<PassedMode> modesOf(TuContext &Tu,
                                const clang::FunctionDecl *Enclosing,
                                const CallSite &Site);

/// The same of one argument, \p E, that becomes the parameter \p Index. Of a
/// pointer, whether it is null, or a number that was cast to it.
std::optional<PassedMode> modeOf(TuContext &Tu,
                                 const clang::FunctionDecl *Enclosing,
                                 uint32_t Index, const clang::Expr *E);

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

/// The integer value of \p E, 0 of a null pointer, also through a local variable
/// that keeps its value; none if unknown.
std::optional<int64_t> fixedValue(TuContext &Tu, const clang::Expr *E);

/// What the parameters of a function must have been given where control leaves
/// \p From by its \p Way, which is reachable: assumptions of \p Body, as steps.
void assume(BodyContext &Body, const clang::CFGBlock &From, unsigned Way,
            llvm::SmallVectorImpl<Step> &Out);

/// Does a branch in \p S depend on a parameter? Over-approximates: by name.
bool mayTestParameter(const clang::Stmt *S, bool InCondition = false);

} // namespace cohazard::facts

#endif
