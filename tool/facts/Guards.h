//===----------------------------------------------------------------------===//
// Which locks does a guard object hold from its construction on? Guards by
// model, by thread-safety attributes, and by structure: a class whose
// constructor takes a lock that its destructor gives back.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_FACTS_GUARDS_H
#define COHAZARD_FACTS_GUARDS_H

#include "facts/CallSite.h"
#include "facts/TuContext.h"

namespace cohazard::facts {

struct Guarding {
  std::vector<Place> Locks;
  LockMode Mode = LockMode::Exclusive;
  bool Takes = true;    ///< at construction; else deferred or adopted
  bool Tries = false;   ///< holds only if it says so
  bool Inverse = false; ///< gives the lock back for its life
  const clang::Expr *MadeBy = nullptr;
};

/// What the guard that \p Init makes guards; none if it makes no guard.
std::optional<Guarding> guardingOf(TuContext &Tu,
                                   const clang::FunctionDecl *Enclosing,
                                   const clang::Stmt *Body,
                                   const clang::Expr *Init);

/// Does the member \p Method of a guard give back what the guard holds?
bool mayGiveBack(TuContext &Tu, const clang::CXXMethodDecl *Method);

/// Does \p Record have lock() and unlock() of its own?
bool isLockableByStructure(const clang::CXXRecordDecl *Record);

} // namespace cohazard::facts

#endif
