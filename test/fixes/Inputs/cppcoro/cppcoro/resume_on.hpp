#pragma once
#pragma GCC system_header
#include <cppcoro/task.hpp>

namespace cppcoro {

template <class S, class T> task<T> resume_on(S &Scheduler, task<T> Work) {
  std::exception_ptr Error;
  try {
    if constexpr (std::is_void_v<T>) {
      co_await std::move(Work);
      co_await Scheduler.schedule();
      co_return;
    } else {
      decltype(auto) Value = co_await std::move(Work);
      co_await Scheduler.schedule();
      co_return static_cast<decltype(Value) &&>(Value);
    }
  } catch (...) {
    Error = std::current_exception();
  }
  co_await Scheduler.schedule();
  std::rethrow_exception(Error);
}

} // namespace cppcoro
