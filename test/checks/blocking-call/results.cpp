// RUN: %check_cohazard %s cohazard-blocking-call -- -std=c++20 -I%S/../../Inputs
// Coroutines of results run to their end in their caller: they are no async
// contexts, and what they do blocks who calls them.
#include "coro.h"
#include <optional>
#include <unistd.h>

template <class T> struct Perhaps {
  std::optional<T> Held;
  struct promise_type {
    Perhaps get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_value(T) {}
    void unhandled_exception() {}
  };
  struct Unwrap {
    const Perhaps &Of;
    bool await_ready() const { return Of.Held.has_value(); }
    template <class P> void await_suspend(std::coroutine_handle<P> H) const {
      H.destroy();
    }
    T await_resume() const { return *Of.Held; }
  };
  Unwrap operator co_await() const { return {*this}; }
};

Perhaps<int> own_awaiter_ok(Perhaps<int> A) {
  int X = co_await A;
  ::sleep(1);
  co_return X;
}

app::Job<> caller_bad() {
  own_awaiter_ok({});
  // CHECK: :[[@LINE-1]]:3: warning: 'own_awaiter_ok' blocks the event loop: it reaches 'sleep'
  co_return;
}

namespace lib {
template <class T, class E> struct expected {
  T Value;
  E Error;
};
} // namespace lib
template <class T, class E, class... A>
struct std::coroutine_traits<lib::expected<T, E>, A...> {
  struct promise_type {
    lib::expected<T, E> get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_value(T) {}
    void unhandled_exception() {}
  };
};

lib::expected<int, int> named_ok() {
  ::sleep(1);
  co_return 1;
}
