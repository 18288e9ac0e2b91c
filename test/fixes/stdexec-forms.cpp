// RUN: %check_fix %s --ticks --settings="{executor: app::pool.get_scheduler()}" -- -std=c++20 -I%S/Inputs -I%S/Inputs/stdexec
// A slow helper in every place that a call can stand in, with stdexec. The
// coroutine must go on where it was, and the loop must turn meanwhile.
#include "slow.h"
#include <exec/static_thread_pool.hpp>
#include <exec/task.hpp>
#include <iostream>

namespace app {
exec::static_thread_pool pool;
shape::Loop loop;
} // namespace app

static const char *where() {
  return shape::Loop::current() == &app::loop ? " on the loop" : " elsewhere";
}

template <typename T> exec::task<T> in_template(T Value) {
  // FIXED: stdexec::then([&] { return slow_as(Value); })
  T Result = slow_as(Value);
  co_return Result;
}

exec::task<int> forms() {
  Store Local{"k"};
  int N = 1;
  // FIXED: stdexec::then([&] { return slow_nothing(N); })
  slow_nothing(N);
  // FIXED: int Initialised = co_await stdexec::starts_on(
  int Initialised = slow(N); // a comment after it
  // FIXED: if (co_await stdexec::starts_on(
  if (slow(Initialised) > 1)
    ++N;
  // FIXED: stdexec::then([&] { return slow(/* which */ 3); })
  std::cout << slow(/* which */ 3) << where() << '\n';
  // FIXED: N += co_await stdexec::starts_on(
  N += slow(
      // a comment inside
      4);
  // FIXED: stdexec::then([&] { return Local.load("a"); })
  std::string Text = Local.load("a");
  // FIXED: stdexec::then([&] { return Local.self().self().load("chain"); })
  Text += Local.self().self().load("chain");
  // FIXED: const std::string &Name = *co_await stdexec::starts_on(
  const std::string &Name = slow_name(Text);
  // FIXED: stdexec::then([&] { return slow_list(); }))).size();
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
  // FIXED: co_return co_await stdexec::starts_on(
  co_return slow(N);
}

int main() {
  shape::Ticker Ticks(app::loop);
  shape::runOn(app::loop, forms(), [](int Value) { std::cout << Value << '\n'; });
  app::loop.run();
  std::cout << "ticks " << Ticks.count() << '\n';
}
