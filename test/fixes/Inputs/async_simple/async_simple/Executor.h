#pragma once
#pragma GCC system_header
#include "shape/runtime.h"

namespace async_simple {

class Executor {
public:
  virtual ~Executor() = default;
  virtual bool schedule(shape::Work Do) = 0;
  virtual void after(std::chrono::nanoseconds Delay, shape::Work Do) = 0;
};

struct CurrentExecutor {};

} // namespace async_simple
