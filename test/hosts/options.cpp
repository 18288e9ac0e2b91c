// RUN: %check_cohazard %s cohazard-blocking-call --config='{CheckOptions: {cohazard-blocking-call.Categories: file-io}}' --prefix=FILES -- -std=c++20 -I%S/../Inputs
// RUN: %check_cohazard %s cohazard-blocking-call --config='{CheckOptions: {cohazard-blocking-call.ExtraBlocking: "app::settle;app::Store::flush"}}' --prefix=EXTRA -- -std=c++20 -I%S/../Inputs
// Options mean the same in both hosts, those that add knowledge included.
#include "coro.h"
#include <fstream>
#include <unistd.h>

namespace app {
void settle();
struct Store {
  void flush();
};
} // namespace app

app::Job<> bad(app::Store &Store) {
  ::sleep(1);
  // EXTRA: :[[@LINE-1]]:3: warning: 'sleep' blocks the event loop
  std::ifstream In("x");
  // FILES: :[[@LINE-1]]:17: warning: {{.*}} (file-io)
  // EXTRA: :[[@LINE-2]]:17: warning: {{.*}} (file-io)
  app::settle();
  // EXTRA: :[[@LINE-1]]:3: warning: 'app::settle' blocks the event loop
  Store.flush();
  // EXTRA: :[[@LINE-1]]:9: warning: 'app::Store::flush' blocks the event loop
  co_return;
}
