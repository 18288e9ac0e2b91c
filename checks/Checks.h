//===----------------------------------------------------------------------===//
// Every check's descriptor, declared from the one registration.
//===----------------------------------------------------------------------===//

#ifndef COHAZARD_CHECKS_CHECKS_H
#define COHAZARD_CHECKS_CHECKS_H

#include "findings/Check.h"

namespace cohazard::checks {
#define COHAZARD_CHECK(ID, NAME) extern const Check NAME;
#include "checks.def"
#undef COHAZARD_CHECK
} // namespace cohazard::checks

#endif
