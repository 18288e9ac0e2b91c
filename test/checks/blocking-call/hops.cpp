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

// A lambda that runs on the pool blocks nobody who starts it.
namespace cppcoro {
template <class Pool, class Task> app::Job<int> schedule_on(Pool &, Task);
} // namespace cppcoro

static int slow() { return static_cast<int>(::sleep(1)); }

app::Job<int> offloaded_ok(cppcoro::static_thread_pool &Pool) {
  co_return co_await cppcoro::schedule_on(
      Pool, [&]() -> app::Job<int> { co_return slow(); }());
}

app::Job<int> not_offloaded_bad(cppcoro::io_service &Io) {
  co_return co_await cppcoro::schedule_on(
      Io, [&]() -> app::Job<int> { co_return slow(); }());
  // CHECK: :[[@LINE-1]]:46: warning: 'slow' blocks the event loop: it reaches 'sleep' (sleep)
}

namespace concurrencpp {
struct executor_tag {};
} // namespace concurrencpp

app::Job<int> starts_on_pool_ok(concurrencpp::executor_tag) { co_return slow(); }
int calls_it() { return starts_on_pool_ok({}).await_ready(); }
app::Job<int> awaits_it_ok() { co_return co_await starts_on_pool_ok({}); }

app::Job<> hop_in_variable_ok(cppcoro::static_thread_pool &Pool) {
  auto Hop = Pool.schedule();
  co_await Hop;
  ::sleep(1);
}
