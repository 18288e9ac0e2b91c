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

/// The variables and members that \p S names.
void collectNames(const clang::Stmt *S,
                  llvm::DenseSet<const clang::ValueDecl *> &Out);

} // namespace cohazard::facts

#endif
