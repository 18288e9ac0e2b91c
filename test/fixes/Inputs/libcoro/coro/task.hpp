#pragma once
#pragma GCC system_header
#include "shape/runtime.h"

namespace coro {

template <class return_type = void>
class task : public shape::Lazy<task<return_type>, return_type> {
public:
  using shape::Lazy<task<return_type>, return_type>::Lazy;
};

} // namespace coro
