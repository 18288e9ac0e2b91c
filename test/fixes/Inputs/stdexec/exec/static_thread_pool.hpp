#pragma once
#pragma GCC system_header
#include <stdexec/execution.hpp>

namespace experimental::execution {

class static_thread_pool {
public:
  struct scheduler {
    shape::Pool *Workers;
    void post(shape::Work Do) { Workers->post(std::move(Do)); }
  };
  scheduler get_scheduler() { return {&Workers}; }

private:
  shape::Pool Workers;
};

} // namespace experimental::execution
namespace exec = experimental::execution;
