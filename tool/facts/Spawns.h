//===----------------------------------------------------------------------===//
// Where does a body wait for threads that were started?
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_FACTS_SPAWNS_H
#define COHAZARD_FACTS_SPAWNS_H

#include "facts/CallSite.h"
#include "facts/Extract.h"

namespace cohazard::facts {

/// Records the join that \p Site makes, if any; \p Around are the nodes
/// around it.
void extractJoins(BodyContext &Body, const CallSite &Site,
                  llvm::ArrayRef<const clang::Stmt *> Around);

/// Does control never come back out of \p Branch?
bool mayLeave(const clang::Stmt *Branch);

/// The variables and members that \p S names.
void collectNames(const clang::Stmt *S,
                  llvm::DenseSet<const clang::ValueDecl *> &Out);

/// Those that \p S itself declares or changes, and with all that is in it.
void noteChanged(const clang::Stmt *S,
                 llvm::DenseSet<const clang::ValueDecl *> &Names);
void noteAllChanged(const clang::Stmt *S,
                    llvm::DenseSet<const clang::ValueDecl *> &Names);

} // namespace cohazard::facts

#endif
