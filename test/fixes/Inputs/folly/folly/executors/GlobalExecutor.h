#pragma once
#pragma GCC system_header
#include <folly/coro/Task.h>

namespace folly {

inline Executor *getGlobalCPUExecutor() {
  struct Global : Executor {
    void add(shape::Work Do) override { Workers.post(std::move(Do)); }
    shape::Pool Workers;
  };
  static Global Own;
  return &Own;
}

} // namespace folly
