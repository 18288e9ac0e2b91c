//===----------------------------------------------------------------------===//
// Could a call be made elsewhere, and its value awaited where it stands? What
// the language and the lives of objects have to say against it.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_FACTS_MOVELIMITS_H
#define COHAZARD_FACTS_MOVELIMITS_H

#include "facts/CallSite.h"
#include "facts/TuContext.h"

namespace cohazard::facts {

/// Does \p S declare a static local variable? Its initialiser cannot suspend.
bool declaresStatic(const clang::Stmt *S);

/// The outermost expression around \p Whole, which stands below \p Ancestors.
const clang::Expr *fullExpression(const clang::Expr *Whole,
                                  llvm::ArrayRef<const clang::Stmt *> Ancestors);

/// Why can no await take the place of \p Whole, below \p Ancestors? Empty: it
/// can.
std::string whyNoAwait(clang::ASTContext &Ast, const clang::Expr *Whole,
                       llvm::ArrayRef<const clang::Stmt *> Ancestors);

/// Does the full-expression \p Full, in which a call stands below \p Ancestors,
/// await anything that the call is no part of, or that a lambda is a part of?
/// Were the call awaited in a lambda, too, gcc (12) would make of that a program
/// that hangs, or destroys the lambdas twice.
bool awaitsMore(clang::ASTContext &Ast, const clang::Expr *Full,
                llvm::ArrayRef<const clang::Stmt *> Ancestors);

/// Why can the call not be made in a function of its own that returns its
/// value? Empty: it can. Over-approximates.
std::string whyImmovable(TuContext &Tu, const CallSite &Site,
                         const clang::Expr *Whole);

/// Can a value of \p Type be made of nothing?
bool isDefaultConstructible(clang::QualType Type);

/// What an await below \p Ancestors would let happen to the loops around it;
/// empty: nothing.
std::string doubtOfLoops(llvm::ArrayRef<const clang::Stmt *> Ancestors);

/// The first object in \p Whole that only the coroutine's own thread may use;
/// empty: none.
std::string confinedObject(TuContext &Tu, const clang::Expr *Whole);

} // namespace cohazard::facts

#endif
