// RUN: %check_fix %s --ticks --settings="{executor: '&app::pool'}" -- -std=c++20 -I%S/Inputs -I%S/Inputs/async_simple
// A slow helper in every place that a call can stand in, with async_simple. The
// coroutine must go on where it was, and the loop must turn meanwhile.
#include "slow.h"
#include <async_simple/coro/Lazy.h>
#include <iostream>

namespace app {
template <class Runner> struct Runs : async_simple::Executor {
  bool schedule(shape::Work Do) override {
    On.post(std::move(Do));
    return true;
  }
  void after(std::chrono::nanoseconds Delay, shape::Work Do) override {
    On.after(Delay, std::move(Do));
  }
  Runner On;
};
Runs<shape::Pool> pool;
Runs<shape::Loop> loop;
} // namespace app

static const char *where() {
  return shape::Loop::current() == &app::loop.On ? " on the loop" : " elsewhere";
}

template <typename T> async_simple::coro::Lazy<T> in_template(T Value) {
  // FIXED: auto result = async_simple::makeTryCall([&] { return slow_as(Value); });
  T Result = slow_as(Value);
  co_return Result;
}

async_simple::coro::Lazy<int> forms() {
  Store Local{"k"};
  int N = 1;
  // FIXED: co_await [&]() -> async_simple::coro::Lazy<void> {
  slow_nothing(N);
  // FIXED: int Initialised = co_await [&]() -> async_simple::coro::Lazy<int> {
  int Initialised = slow(N); // a comment after it
  // FIXED: if (co_await [&]() -> async_simple::coro::Lazy<int> {
  if (slow(Initialised) > 1)
    ++N;
  // FIXED: makeTryCall([&] { return slow(/* which */ 3); });
  std::cout << slow(/* which */ 3) << where() << '\n';
  // FIXED: N += co_await [&]() -> async_simple::coro::Lazy<int> {
  N += slow(
      // a comment inside
      4);
  // FIXED: makeTryCall([&] { return Local.load("a"); });
  std::string Text = Local.load("a");
  // FIXED: makeTryCall([&] { return Local.self().self().load("chain"); });
  Text += Local.self().self().load("chain");
  // FIXED: const std::string &Name = *co_await [&]() -> async_simple::coro::Lazy<const std::string *> {
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
  // FIXED: co_await async_simple::coro::sleep(std::chrono::milliseconds(20));
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  N += co_await in_template(2);
  std::cout << Text << &Name - &Text << Size << Initialised << where() << '\n';
  // FIXED: co_return co_await [&]() -> async_simple::coro::Lazy<int> {
  co_return slow(N);
}

int main() {
  shape::Ticker Ticks(app::loop.On);
  shape::runOn(app::loop.On, forms().setEx(&app::loop), [](int Value) { std::cout << Value << '\n'; });
  app::loop.On.run();
  std::cout << "ticks " << Ticks.count() << '\n';
}
