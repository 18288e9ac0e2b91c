#pragma once
#pragma GCC system_header
#include <folly/coro/Task.h>

namespace folly::coro {

/// The task runs on its executor; whoever awaits it goes on on the loop that
/// the await was made on.
template <class T> class TaskWithExecutor {
public:
  TaskWithExecutor(Executor *Runs, Task<T> What)
      : Runs(Runs), What(std::move(What)) {}
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> Waiter) {
    Run(this, shape::Loop::current(), Waiter);
  }
  T await_resume() { return Gives.take(); }

private:
  struct Start {
    Executor *Runs;
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> Own) {
      Runs->add([Own] { Own.resume(); });
    }
    void await_resume() const noexcept {}
  };
  static shape::Detached Run(TaskWithExecutor *Own, shape::Loop *Home,
                             std::coroutine_handle<> Waiter) {
    co_await Start{Own->Runs};
    try {
      if constexpr (std::is_void_v<T>) {
        co_await std::move(Own->What);
        Own->Gives.set();
      } else {
        Own->Gives.set(co_await std::move(Own->What));
      }
    } catch (...) {
      Own->Gives.fail();
    }
    Home->post([Waiter] { Waiter.resume(); });
  }
  Executor *Runs;
  Task<T> What;
  shape::Outcome<T> Gives;
};

template <class T>
TaskWithExecutor<T> co_withExecutor(Executor *Runs, Task<T> What) {
  return {Runs, std::move(What)};
}

} // namespace folly::coro
