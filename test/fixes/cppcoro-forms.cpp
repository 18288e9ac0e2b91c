// RUN: %check_fix %s --ticks --settings="{executor: app::pool, loop: app::service}" -- -std=c++20 -I%S/Inputs -I%S/Inputs/cppcoro
// A slow helper in every place that a call can stand in, with cppcoro. The
// coroutine must go on where it was, and the loop must turn meanwhile.
#include "slow.h"
#include <cppcoro/task.hpp>
#include <iostream>

namespace app {
cppcoro::static_thread_pool pool;
cppcoro::io_service service;
} // namespace app

static const char *where() {
  return shape::Loop::current() == &app::service.Events ? " on the loop" : " elsewhere";
}

template <typename T> cppcoro::task<T> in_template(T Value) {
  // FIXED: [&]() -> cppcoro::task<decltype(slow_as(Value))> { co_return slow_as(Value); }()
  T Result = slow_as(Value);
  co_return Result;
}

cppcoro::task<int> forms() {
  Store Local{"k"};
  int N = 1;
  // FIXED: [&]() -> cppcoro::task<void> { co_return slow_nothing(N); }()
  slow_nothing(N);
  // FIXED: int Initialised = co_await cppcoro::resume_on(
  int Initialised = slow(N); // a comment after it
  // FIXED: if (co_await cppcoro::resume_on(
  if (slow(Initialised) > 1)
    ++N;
  // FIXED: co_return slow(/* which */ 3); }()
  std::cout << slow(/* which */ 3) << where() << '\n';
  // FIXED: N += co_await cppcoro::resume_on(
  N += slow(
      // a comment inside
      4);
  // FIXED: co_return Local.load("a"); }()
  std::string Text = Local.load("a");
  // FIXED: co_return Local.self().self().load("chain"); }()
  Text += Local.self().self().load("chain");
  // FIXED: const std::string &Name = co_await cppcoro::resume_on(
  const std::string &Name = slow_name(Text);
  // FIXED: co_return slow_list(); }()))).size();
  std::size_t Size = slow_list().size();
  while (slow(N) < 0)
    ++N;
  try {
    Size += slow_failing();
  } catch (const std::string &Why) {
    std::cout << Why << where() << '\n';
  }
  N += co_await in_template(2);
  std::cout << Text << &Name - &Text << Size << Initialised << where() << '\n';
  // FIXED: co_return co_await cppcoro::resume_on(
  co_return slow(N);
}

int main() {
  shape::Ticker Ticks(app::service.Events);
  shape::runOn(app::service.Events, forms(), [](int Value) { std::cout << Value << '\n'; });
  app::service.Events.run();
  std::cout << "ticks " << Ticks.count() << '\n';
}
