#include "facts/Extract.h"

namespace cohazard::facts {
void buildFlow(BodyContext &) {}
} // namespace cohazard::facts
