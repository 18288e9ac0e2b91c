#pragma once
#pragma GCC system_header
#include "shape/runtime.h"

namespace kj {

/// Starts at once. Its waiter goes on on the loop.
template <class T> class Promise {
public:
  using promise_type = shape::Promise<Promise, T>;
  explicit Promise(std::coroutine_handle<promise_type> Own) : Own(Own) {}
  Promise(Promise &&Other) noexcept : Own(std::exchange(Other.Own, nullptr)) {}
  ~Promise() {
    if (Own)
      Own.destroy();
  }
  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> Waiter) noexcept {
    Own.promise().Waiter = Waiter;
    return Own;
  }
  T await_resume() { return Own.promise().Gives.take(); }

private:
  std::coroutine_handle<promise_type> Own;
};

/// Another thread's event loop.
class Executor {
  template <class F> struct Call {
    using T = decltype(std::declval<F &>()());
    shape::Loop &On;
    F Do;
    shape::Outcome<T> Gives{};
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> Waiter) {
      On.post([this, Waiter, Home = shape::Loop::current()] {
        Gives.run(Do);
        Home->post([Waiter] { Waiter.resume(); });
      });
    }
    T await_resume() { return Gives.take(); }
  };
  template <class F, class T> static Promise<T> awaited(Call<F> Made) {
    co_return co_await Made;
  }

public:
  template <class F> auto executeAsync(F Do) const {
    using T = decltype(Do());
    return awaited<F, T>(Call<F>{*On, std::move(Do)});
  }
  shape::Loop *On;
};

} // namespace kj
