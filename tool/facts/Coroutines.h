//===----------------------------------------------------------------------===//
// What kind of function is this? Tells coroutines of event loops from
// generators and result types by the structure of their promise, never by name.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_FACTS_COROUTINES_H
#define COHAZARD_FACTS_COROUTINES_H

#include "facts/CoroutineTypes.h"
#include "facts/Facts.h"
#include "facts/TuContext.h"

namespace cohazard::facts {

/// Fills what the declaration, its attributes and its promise say.
void describeFunction(TuContext &Tu, const clang::FunctionDecl *D,
                      Function &Out);

/// Is \p D a coroutine? Works on declarations with a body in this TU only.
bool isCoroutine(const clang::FunctionDecl *D);

/// Is there a `[[clang::annotate("cohazard::Name")]]` on \p D?
bool isAnnotated(const clang::Decl *D, llvm::StringRef Name);

} // namespace cohazard::facts

#endif
