#pragma once
#pragma GCC system_header
#include <coro/task.hpp>
#include <memory>

namespace coro {

class thread_pool {
public:
  static std::unique_ptr<thread_pool> make_unique() {
    return std::make_unique<thread_pool>();
  }
  auto schedule() { return shape::Hop<shape::Pool>{Workers}; }
  template <class T> task<T> schedule(task<T> Work) {
    co_await schedule();
    co_return co_await std::move(Work);
  }

private:
  shape::Pool Workers;
};

} // namespace coro
