// RUN: %check_cohazard %s cohazard-blocking-call -- -std=c++20 -I%S/../Inputs
// The forms of NOLINT mean what they mean in clang-tidy.
#include "coro.h"
#include <unistd.h>

app::Job<> suppressed_ok() {
  ::sleep(1); // NOLINT
  ::sleep(1); // NOLINT(cohazard-blocking-call)
  ::sleep(1); // NOLINT(cohazard-*)
  ::sleep(1); // NOLINT(other, cohazard-blocking-call)
  // NOLINTNEXTLINE
  ::sleep(1);
  // NOLINTNEXTLINE(cohazard-blocking-call)
  ::sleep(1);
  // NOLINTBEGIN(cohazard-*)
  ::sleep(1);
  ::sleep(1);
  // NOLINTEND(cohazard-*)
  co_return;
}

app::Job<> others_bad() {
  ::sleep(1); // NOLINT(cohazard-shared-global)
  // CHECK: :[[@LINE-1]]:3: warning: 'sleep' blocks the event loop
  // NOLINTNEXTLINE(bugprone-*)
  ::sleep(1);
  // CHECK: :[[@LINE-1]]:3: warning: 'sleep' blocks the event loop
  co_return;
}
