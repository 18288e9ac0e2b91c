#pragma once
#pragma GCC system_header
#include <folly/coro/Task.h>

namespace folly::coro {

template <class F, class... A> auto co_invoke(F Do, A... Arguments)
    -> decltype(Do(std::move(Arguments)...)) {
  co_return co_await Do(std::move(Arguments)...);
}

} // namespace folly::coro
