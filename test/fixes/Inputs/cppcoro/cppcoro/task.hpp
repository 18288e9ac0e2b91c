#pragma once
#pragma GCC system_header
#include "shape/runtime.h"

namespace cppcoro {

template <class T = void> class task : public shape::Lazy<task<T>, T> {
public:
  using shape::Lazy<task<T>, T>::Lazy;
};

class static_thread_pool {
public:
  auto schedule() { return shape::Hop<shape::Pool>{Workers}; }

private:
  shape::Pool Workers;
};

class io_service {
public:
  auto schedule() { return shape::Hop<shape::Loop>{Events}; }
  template <class D> auto schedule_after(D Delay) {
    return shape::Sleep{Events, Delay};
  }
  void process_events() { Events.run(); }
  shape::Loop Events;
};

} // namespace cppcoro
