#include "Checks.h"

namespace cohazard {

llvm::ArrayRef<const Check *> allChecks() {
  static const Check *const All[] = {
#define COHAZARD_CHECK(ID, NAME) &checks::NAME,
#include "checks.def"
#undef COHAZARD_CHECK
  };
  return All;
}

} // namespace cohazard
