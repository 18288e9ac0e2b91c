#pragma once
#pragma GCC system_header
#include "shape/runtime.h"

namespace folly {

class Executor {
public:
  virtual ~Executor() = default;
  virtual void add(shape::Work Do) = 0;
};

namespace coro {

template <class T> class TaskWithExecutor;

/// Awaited, it runs where its caller runs, and its caller goes on there.
template <class T = void> class [[nodiscard]] Task : public shape::Lazy<Task<T>, T> {
public:
  using shape::Lazy<Task<T>, T>::Lazy;
};

} // namespace coro
} // namespace folly
