#include "metrics.h"
#include <atomic>
#include <chrono>
#include <cstdio>
#include <map>
#include <thread>

namespace chat {

static std::map<std::string, unsigned> MessagesByUser;
static std::atomic<bool> Stopping = false;
static std::thread Reporter;

void countMessage(const std::string &User) { ++MessagesByUser[User]; }

static void report() {
  unsigned Total = 0;
  for (const auto &[User, Count] : MessagesByUser)
    Total += Count;
  std::printf("%u messages\n", Total);
  MessagesByUser.clear();
}

void startMetrics() {
  Reporter = std::thread([] {
    while (!Stopping) {
      std::this_thread::sleep_for(std::chrono::seconds(10));
      report();
    }
  });
}

void stopMetrics() {
  Stopping = true;
  Reporter.join();
}

} // namespace chat
