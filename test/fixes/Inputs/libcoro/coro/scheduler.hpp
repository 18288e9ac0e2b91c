#pragma once
#pragma GCC system_header
#include <coro/task.hpp>
#include <memory>

namespace coro {

class scheduler {
public:
  static std::unique_ptr<scheduler> make_unique() {
    return std::make_unique<scheduler>();
  }
  auto schedule() { return shape::Hop<shape::Loop>{Events}; }
  template <class T> task<T> schedule(task<T> Work) {
    co_await schedule();
    co_return co_await std::move(Work);
  }
  template <class R, class P>
  task<void> yield_for(std::chrono::duration<R, P> Delay) {
    co_await shape::Sleep{Events, Delay};
  }
  shape::Loop Events;
};

} // namespace coro
