//===----------------------------------------------------------------------===//
// May this call block its thread, by what its model or its annotation says?
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_FACTS_EFFECTS_H
#define COHAZARD_FACTS_EFFECTS_H

#include "facts/Conditions.h"

namespace cohazard::facts {

/// The effect of the call itself, not of its callee's body.
/// Over-approximates: a condition that cannot be proven does not excuse.
std::optional<BlockingEffect> blockingEffect(TuContext &Tu,
                                             const CallSite &Call,
                                             const Conditions &Judge,
                                             const BodyKnowledge &Knowledge);

/// Marks the descriptors that \p Call opens or sets O_NONBLOCK, as far as its
/// arguments or its name say so. \p Result is what its value is stored in.
void noteNonBlocking(TuContext &Tu, const CallSite &Call,
                     const clang::ValueDecl *Result);

/// The variable or member that holds the descriptor \p E, also where it gives
/// the descriptor out: `fd_.get()`; or null.
const clang::ValueDecl *descriptorHolder(TuContext &Tu, const clang::Expr *E);

/// Does \p S name EAGAIN, EWOULDBLOCK, EINPROGRESS or their C++ counterparts?
bool namesWouldBlock(TuContext &Tu, const clang::Expr *E);

} // namespace cohazard::facts

#endif
