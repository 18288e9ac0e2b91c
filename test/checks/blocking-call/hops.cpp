// RUN: %check_cohazard %s cohazard-blocking-call -- -std=c++20 -I%S/../../Inputs
// A coroutine that hopped onto a pool may block until it hops back.
#include "coro.h"
#include <unistd.h>

namespace cppcoro {
struct operation {
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<>) {}
  void await_resume() {}
};
struct static_thread_pool {
  operation schedule();
};
struct io_service {
  operation schedule();
};
} // namespace cppcoro

app::Job<> hopped_ok(cppcoro::static_thread_pool &Pool) {
  co_await Pool.schedule();
  ::sleep(1);
}

app::Job<> before_hop_bad(cppcoro::static_thread_pool &Pool) {
  ::sleep(1);
  // CHECK: :[[@LINE-1]]:3: warning: 'sleep' blocks the event loop
  co_await Pool.schedule();
}

app::Job<> hopped_back_bad(cppcoro::static_thread_pool &Pool, cppcoro::io_service &Io) {
  co_await Pool.schedule();
  co_await Io.schedule();
  ::sleep(1);
  // CHECK: :[[@LINE-1]]:3: warning: 'sleep' blocks the event loop
}

app::Job<> on_one_path_bad(cppcoro::static_thread_pool &Pool, bool Hop) {
  if (Hop)
    co_await Pool.schedule();
  ::sleep(1);
  // CHECK: :[[@LINE-1]]:3: warning: 'sleep' blocks the event loop
}

app::Job<> on_both_paths_ok(cppcoro::static_thread_pool &A, cppcoro::static_thread_pool &B, bool First) {
  if (First)
    co_await A.schedule();
  else
    co_await B.schedule();
  ::sleep(1);
}
