// RUN: %check_cohazard %s cohazard-blocking-call -- -std=c++20 -I%S/../Inputs
// A block that nothing ends is a mistake, and suppresses nothing.
#include "coro.h"
#include <unistd.h>

app::Job<> bad() {
  // NOLINTBEGIN(cohazard-blocking-call)
  ::sleep(1);
  // CHECK: :[[@LINE-2]]:6: error: unmatched 'NOLINTBEGIN' comment without a subsequent 'NOLINTEND' comment [clang-tidy-nolint]
  // CHECK: :[[@LINE-2]]:3: warning: 'sleep' blocks the event loop
  co_return;
}
