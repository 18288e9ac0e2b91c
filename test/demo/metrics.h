#pragma once
#include <string>

namespace chat {

void countMessage(const std::string &User);

/// Prints how many messages came in, every ten seconds, from a thread of its
/// own.
void startMetrics();
void stopMetrics();

} // namespace chat
