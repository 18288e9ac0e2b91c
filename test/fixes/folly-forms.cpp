// RUN: %check_fix %s --ticks --settings="{}" -- -std=c++20 -I%S/Inputs -I%S/Inputs/folly
// A slow helper in every place that a call can stand in, with folly::coro. The
// coroutine must go on where it was, and the loop must turn meanwhile.
#include "slow.h"
#include <folly/coro/Task.h>
#include <iostream>

namespace app {
shape::Loop loop;
} // namespace app

static const char *where() {
  return shape::Loop::current() == &app::loop ? " on the loop" : " elsewhere";
}

template <typename T> folly::coro::Task<T> in_template(T Value) {
  // FIXED: [&]() -> folly::coro::Task<decltype(slow_as(Value))> { co_return slow_as(Value); }
  T Result = slow_as(Value);
  co_return Result;
}

folly::coro::Task<int> forms() {
  Store Local{"k"};
  int N = 1;
  // FIXED: [&]() -> folly::coro::Task<void> { co_return slow_nothing(N); }
  slow_nothing(N);
  // FIXED: int Initialised = co_await folly::coro::co_withExecutor(
  int Initialised = slow(N); // a comment after it
  // FIXED: if (co_await folly::coro::co_withExecutor(
  if (slow(Initialised) > 1)
    ++N;
  // FIXED: co_return slow(/* which */ 3); }
  std::cout << slow(/* which */ 3) << where() << '\n';
  // FIXED: N += co_await folly::coro::co_withExecutor(
  N += slow(
      // a comment inside
      4);
  // FIXED: co_return Local.load("a"); }
  std::string Text = Local.load("a");
  // FIXED: co_return Local.self().self().load("chain"); }
  Text += Local.self().self().load("chain");
  // FIXED: const std::string &Name = co_await folly::coro::co_withExecutor(
  const std::string &Name = slow_name(Text);
  // FIXED: co_return slow_list(); }))).size();
  std::size_t Size = slow_list().size();
  while (slow(N) < 0)
    ++N;
  try {
    Size += slow_failing();
  } catch (const std::string &Why) {
    std::cout << Why << where() << '\n';
  }
  // FIXED: co_await folly::coro::sleep(std::chrono::milliseconds(20));
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  N += co_await in_template(2);
  std::cout << Text << &Name - &Text << Size << Initialised << where() << '\n';
  // FIXED: co_return co_await folly::coro::co_withExecutor(
  co_return slow(N);
}

int main() {
  shape::Ticker Ticks(app::loop);
  shape::runOn(app::loop, forms(), [](int Value) { std::cout << Value << '\n'; });
  app::loop.run();
  std::cout << "ticks " << Ticks.count() << '\n';
}
