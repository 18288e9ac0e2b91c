//===----------------------------------------------------------------------===//
// Where is the handle of a started thread kept? In the variable, member,
// container element or result that the expression's value ends up in.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_FACTS_HANDLES_H
#define COHAZARD_FACTS_HANDLES_H

#include "facts/Extract.h"

namespace cohazard::facts {

/// What becomes of an expression's value.
struct HandleUse {
  std::vector<Place> KeptIn;
  const clang::VarDecl *Local = nullptr; ///< the local variable it is kept in
  bool Joined = false;                   ///< `std::thread(f).join()`
  bool Discarded = false;                ///< nobody takes the value
};

/// \p Around are the nodes around \p E, \p Member the member that is being
/// initialised, if any.
HandleUse handleUse(BodyContext &Body, const clang::Expr *E,
                    llvm::ArrayRef<const clang::Stmt *> Around,
                    const clang::FieldDecl *Member);

/// Where the handle that \p E copies or moves is kept.
Place handlePlace(TuContext &Tu, const clang::FunctionDecl *Enclosing,
                  const clang::Expr *E);

/// What a function's own name stands for: the handle that it returns.
Place returnedHandle(TuContext &Tu, const clang::FunctionDecl *F);

} // namespace cohazard::facts

#endif
