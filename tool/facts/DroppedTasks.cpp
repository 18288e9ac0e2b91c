#include "facts/Extract.h"

namespace cohazard::facts {
void extractDroppedTasks(BodyContext &) {}
} // namespace cohazard::facts
