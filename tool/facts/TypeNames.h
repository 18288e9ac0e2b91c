//===----------------------------------------------------------------------===//
// How is a type written so that it means the same wherever its value can be
// computed? Fixes name the results of calls that they move.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_FACTS_TYPENAMES_H
#define COHAZARD_FACTS_TYPENAMES_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/Type.h"
#include <string>

namespace cohazard::facts {

/// The qualified name of \p Type, as its declaration says it where that holds
/// elsewhere; empty if it has none: closures, unnamed types, names that belong
/// to the standard library's implementation.
std::string nameEverywhere(clang::QualType Type, const clang::ASTContext &Ast);

} // namespace cohazard::facts

#endif
