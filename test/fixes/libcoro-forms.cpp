// RUN: %check_fix %s --ticks --settings="{executor: app::pool, loop: app::scheduler}" -- -std=c++20 -I%S/Inputs -I%S/Inputs/libcoro
// A slow helper in every place that a call can stand in, with libcoro. The
// coroutine must go on where it was, and the loop must turn meanwhile.
#include "slow.h"
#include <coro/scheduler.hpp>
#include <coro/task.hpp>
#include <coro/thread_pool.hpp>
#include <iostream>

namespace app {
auto pool = coro::thread_pool::make_unique();
auto scheduler = coro::scheduler::make_unique();
} // namespace app

static const char *where() {
  return shape::Loop::current() == &app::scheduler->Events ? " on the loop" : " elsewhere";
}

template <typename T> coro::task<T> in_template(T Value) {
  // FIXED: std::packaged_task<decltype(slow_as(Value))()> call([&] { return slow_as(Value); });
  T Result = slow_as(Value);
  co_return Result;
}

coro::task<int> forms() {
  Store Local{"k"};
  int N = 1;
  // FIXED: co_await [&]() -> coro::task<void> {
  slow_nothing(N);
  // FIXED: int Initialised = co_await [&]() -> coro::task<int> {
  int Initialised = slow(N); // a comment after it
  // FIXED: if (co_await [&]() -> coro::task<int> {
  if (slow(Initialised) > 1)
    ++N;
  // FIXED: call([&] { return slow(/* which */ 3); });
  std::cout << slow(/* which */ 3) << where() << '\n';
  // FIXED: N += co_await [&]() -> coro::task<int> {
  N += slow(
      // a comment inside
      4);
  // FIXED: call([&] { return Local.load("a"); });
  std::string Text = Local.load("a");
  // FIXED: call([&] { return Local.self().self().load("chain"); });
  Text += Local.self().self().load("chain");
  // FIXED: const std::string &Name = *co_await [&]() -> coro::task<const std::string *> {
  const std::string &Name = slow_name(Text);
  // FIXED: }()).size();
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
  // FIXED: co_return co_await [&]() -> coro::task<int> {
  co_return slow(N);
}

int main() {
  shape::Ticker Ticks(app::scheduler->Events);
  shape::runOn(app::scheduler->Events, forms(), [](int Value) { std::cout << Value << '\n'; });
  app::scheduler->Events.run();
  std::cout << "ticks " << Ticks.count() << '\n';
}
