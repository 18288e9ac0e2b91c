#include "Checks.h"
#include "program/Program.h"

namespace cohazard {

static void detect(const program::Program &, const Options &, FindingSink &) {}

const Check checks::SharedGlobal = {"shared-global", "", {}, detect};

} // namespace cohazard
