#pragma once
#pragma GCC system_header
#include <folly/coro/Task.h>

namespace folly::coro {

template <class D> Task<void> sleep(D Delay) {
  co_await shape::Sleep{*shape::Loop::current(), Delay};
}

} // namespace folly::coro
