#pragma once
#pragma GCC system_header
#include "shape/runtime.h"

namespace seastar {

template <class T = void> class [[nodiscard]] future
    : public shape::Lazy<future<T>, T> {
public:
  using shape::Lazy<future<T>, T>::Lazy;
  T get();
};

template <class D> future<> sleep(D Delay) {
  co_await shape::Sleep{*shape::Loop::current(), Delay};
}

} // namespace seastar
