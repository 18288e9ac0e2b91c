#pragma once
#pragma GCC system_header
#include <cppcoro/task.hpp>

namespace cppcoro {

template <class S, class T> task<T> schedule_on(S &Scheduler, task<T> Work) {
  co_await Scheduler.schedule();
  co_return co_await std::move(Work);
}

} // namespace cppcoro
