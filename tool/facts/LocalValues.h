//===----------------------------------------------------------------------===//
// What values is a local variable ever given? Looks at its initialiser and at
// every assignment in its function, nested lambdas included, once a function.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_FACTS_LOCALVALUES_H
#define COHAZARD_FACTS_LOCALVALUES_H

#include "facts/TuContext.h"
#include "clang/AST/ParentMap.h"

namespace cohazard::facts {

struct LocalValues {
  llvm::DenseMap<const clang::VarDecl *,
                 llvm::SmallVector<const clang::Expr *, 1>>
      Given;
  /// Locals whose address is taken: anyone may give them another value.
  llvm::DenseSet<const clang::VarDecl *> Exposed;
  /// Uses other than reading the value.
  llvm::DenseMap<const clang::VarDecl *, int> OtherUses;
  llvm::DenseSet<const clang::VarDecl *> Counted; ///< by `++` or `--`
  /// What is assigned, counted up or down, or has elements taken out: hashes of
  /// the expressions that name it.
  llvm::DenseSet<unsigned> Changed;
  bool HasLambdas = false;
  /// Made when first asked for.
  mutable std::shared_ptr<const clang::ParentMap> Parents;
};

/// Does \p F, or a lambda in it, change what the glvalue \p E names?
/// Over-approximates: by equal spelling, anywhere in the body.
bool mayChange(TuContext &Tu, const clang::FunctionDecl *F,
               const clang::Expr *E);

/// Is \p Local given what its function takes out of shared data for itself?
/// `n = head; head = n->next;`, `i = next++;`, `p = queue.front(); queue.pop();`
bool mayTakeOut(TuContext &Tu, const clang::VarDecl *Local,
                const clang::Expr *Value);

/// The one value that \p Var may hold other than null, or null if there are
/// several or it is not known. Of a variable with static storage this is the
/// initialiser, if the variable is const.
const clang::Expr *onlyValue(TuContext &Tu, const clang::VarDecl *Var);

/// Does \p Var keep the value that it is made with? False where a reference to
/// it may be all that another function is given.
bool mustKeepValue(TuContext &Tu, const clang::VarDecl *Var);

/// May others than its function change the local variable \p Var, or a lambda
/// in it?
bool mayBeExposed(TuContext &Tu, const clang::VarDecl *Var);

/// Is the local pointer \p Var moved along: `++p`, `p += n`?
bool mayMove(TuContext &Tu, const clang::VarDecl *Var);

/// What the pointer \p Use of \p Var was given last, if that is the same on
/// every way there. A parameter that was given nothing yet: its own use.
const clang::Expr *latestValue(TuContext &Tu, const clang::VarDecl *Var,
                               const clang::Expr *Use);

/// What the local integer \p Var is throughout, or null.
const clang::Expr *fixedInteger(TuContext &Tu, const clang::VarDecl *Var);

/// Every value that the local variable \p Var is given, by initialisation,
/// assignment or compound assignment.
llvm::ArrayRef<const clang::Expr *> valuesOf(TuContext &Tu,
                                             const clang::VarDecl *Var);

/// \p E without parentheses, casts and the wrappers of temporaries that do not
/// change which object it denotes. Keeps loads from a variable.
const clang::Expr *withoutWrappers(const clang::Expr *E);

} // namespace cohazard::facts

#endif
