#pragma once
#pragma GCC system_header
#include "shape/runtime.h"

namespace async_simple {

template <class T> class Try {
public:
  decltype(auto) value() && { return Gives.take(); }
  shape::Outcome<T> Gives;
};

template <class F> auto makeTryCall(F &&Do) {
  Try<decltype(Do())> Made;
  Made.Gives.run(Do);
  return Made;
}

} // namespace async_simple
