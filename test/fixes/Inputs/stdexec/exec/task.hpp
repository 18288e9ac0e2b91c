#pragma once
#pragma GCC system_header
#include <stdexec/execution.hpp>

namespace experimental::execution {

template <class T> class task : public shape::Lazy<task<T>, T> {
public:
  using sender_concept = stdexec::sender_t;
  using shape::Lazy<task<T>, T>::Lazy;
};

} // namespace experimental::execution
namespace exec = experimental::execution;
