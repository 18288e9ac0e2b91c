#include "Checks.h"
#include "program/Program.h"

namespace cohazard {

static void detect(const program::Program &, const Options &, FindingSink &) {}

const Check checks::BlockingCall = {"blocking-call", "", {}, detect};

} // namespace cohazard
