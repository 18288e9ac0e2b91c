#pragma once
#pragma GCC system_header
#include <async_simple/coro/Lazy.h>

namespace async_simple::coro {

struct DispatchAwaiter {
  Executor *To;
  bool await_ready() const noexcept { return false; }
  template <class P> bool await_suspend(std::coroutine_handle<P> Waiter) {
    LazyPromiseBase &First = Waiter.promise();
    if (First.Runs == To)
      return false;
    for (LazyPromiseBase *Each = &First; Each; Each = Each->Parent)
      Each->Runs = To;
    return To->schedule([Waiter] { Waiter.resume(); });
  }
  void await_resume() const noexcept {}
};

inline DispatchAwaiter dispatch(Executor *To) { return {To}; }

} // namespace async_simple::coro
