//===----------------------------------------------------------------------===//
// Where are addresses of objects and functions stored? In variables, members,
// elements and results. The program's points-to analysis makes of it what a
// pointer may lead to.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_FACTS_POINTERSTORES_H
#define COHAZARD_FACTS_POINTERSTORES_H

#include "facts/Extract.h"

namespace cohazard::facts {

/// Stores, returns and initialisations of the body, and the functions whose
/// address it takes.
void extractPointerStores(BodyContext &Body);

/// What has been given to the names that placeOf made up since the last call.
void extractOpenValues(TuContext &Tu);

/// The type that a callable must have to be called through \p Type: equal for
/// equal types in every TU. None if \p Type is no function pointer.
EntityId signatureOf(TuContext &Tu, clang::QualType Type);

/// What the pointer to a function or the callable object \p E holds.
Place heldBy(TuContext &Tu, const clang::FunctionDecl *Enclosing,
             const clang::Expr *E);

} // namespace cohazard::facts

#endif
