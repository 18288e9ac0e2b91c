#pragma once
#pragma GCC system_header
#include <async_simple/coro/Lazy.h>

namespace async_simple::coro {

struct SleepAwaiter {
  Executor *On;
  std::chrono::nanoseconds Delay;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> Waiter) {
    On->after(Delay, [Waiter] { Waiter.resume(); });
  }
  void await_resume() const noexcept {}
};

template <class R, class P>
Lazy<void> sleep(std::chrono::duration<R, P> Delay) {
  Executor *On = co_await CurrentExecutor{};
  co_await SleepAwaiter{On, Delay};
}

} // namespace async_simple::coro
