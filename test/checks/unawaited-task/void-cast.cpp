// RUN: %check_cohazard %s cohazard-unawaited-task --config="{CheckOptions: {cohazard-unawaited-task.IgnoreVoidCast: false}}" -- -std=c++20 -I%S/../../Inputs
// With IgnoreVoidCast off a cast does not help.
#include "coro.h"
#include <tuple>

app::Job<> send(int);

void cast_bad() {
  (void)send(1);
  // CHECK: :[[@LINE-1]]:9: warning: the task returned by 'send' is never awaited
  std::ignore = send(2);
  // CHECK: :[[@LINE-1]]:17: warning: the task returned by 'send' is never awaited
  auto Reply = send(3);
  // CHECK: :[[@LINE-1]]:8: warning: the task 'Reply' is never awaited
  (void)Reply;
}
