#include "facts/Extract.h"

namespace cohazard::facts {
void extractCalls(BodyContext &) {}
} // namespace cohazard::facts
