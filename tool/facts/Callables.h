//===----------------------------------------------------------------------===//
// Which functions may an expression stand for when it is called?
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_FACTS_CALLABLES_H
#define COHAZARD_FACTS_CALLABLES_H

#include "facts/TuContext.h"

namespace cohazard::facts {

/// The functions that calling \p E may run: functions, lambdas, function
/// objects, wrappers and bindings of these, locals that hold only one of them;
/// a parameter stands for what the caller passes. Empty if it is not known.
/// \p Enclosing is the function whose body holds \p E, null in an initialiser.
std::vector<CallableRef> callablesOf(TuContext &Tu,
                                     const clang::FunctionDecl *Enclosing,
                                     const clang::Expr *E);

/// The lambda that \p E evaluates to, through wrappers and locals, or null.
const clang::LambdaExpr *lambdaOf(TuContext &Tu, const clang::Expr *E);

/// The functions of the constant or initialised table that \p E takes one from.
/// Over-approximates: any of them.
std::vector<CallableRef> tableEntries(TuContext &Tu, const clang::Expr *E);

/// Is \p Record a wrapper of any callable: std::function and its kin?
bool isCallableWrapper(const clang::CXXRecordDecl *Record);

/// Makes a binding that is called later: std::bind and its kin.
bool isBinder(const clang::FunctionDecl *Callee);

} // namespace cohazard::facts

#endif
