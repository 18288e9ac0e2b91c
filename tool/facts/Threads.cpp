#include "facts/Extract.h"

namespace cohazard::facts {
void extractThreads(BodyContext &) {}
} // namespace cohazard::facts
