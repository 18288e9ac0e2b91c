//===----------------------------------------------------------------------===//
// What tells another thread that something is done, and what waits for it?
// Semaphores, latches, barriers, promises, condition variables, atomic flags.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_FACTS_SIGNALS_H
#define COHAZARD_FACTS_SIGNALS_H

#include "facts/Extract.h"

namespace cohazard::facts {

/// An operation on an atomic object, however it is spelled.
struct AtomicUse {
  enum Kind : uint8_t { Load, Store, Exchange, Compare, Modify, Wait };
  Kind What;
  const clang::Expr *Object; ///< or a pointer to it
};

std::optional<AtomicUse> atomicUse(TuContext &Tu, const clang::Expr *E);

/// A promise stays what it is when it is moved: others wait for the same.
bool isPromise(const clang::CXXRecordDecl *Record);

/// A future stands for the promise or task that it was got from; everything
/// else for itself.
const clang::Expr *signalledObject(TuContext &Tu, const clang::Expr *E);

/// Records what \p E signals or waits for; \p Around are the nodes around it.
void extractSignals(BodyContext &Body, const clang::Expr *E,
                    llvm::ArrayRef<const clang::Stmt *> Around);

} // namespace cohazard::facts

#endif
