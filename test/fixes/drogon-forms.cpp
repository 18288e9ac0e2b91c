// RUN: %check_fix %s --ticks --settings="{executor: app::worker.getLoop()}" -- -std=c++20 -I%S/Inputs -I%S/Inputs/drogon
// A slow helper in every place that a call can stand in, with Drogon. The
// coroutine must go on where it was, and the loop must turn meanwhile.
#include "slow.h"
#include <drogon/utils/coroutine.h>
#include <iostream>

namespace app {
trantor::EventLoopThread worker;
trantor::EventLoop loop;
} // namespace app

static const char *where() {
  return shape::Loop::current() == &app::loop.Events ? " on the loop" : " elsewhere";
}

template <typename T> drogon::Task<T> in_template(T Value) {
  // FIXED: std::packaged_task<decltype(slow_as(Value))()> call([&] { return slow_as(Value); });
  T Result = slow_as(Value);
  co_return Result;
}

drogon::Task<int> forms() {
  Store Local{"k"};
  int N = 1;
  // FIXED: co_await [&]() -> drogon::Task<void> {
  slow_nothing(N);
  // FIXED: int Initialised = co_await [&]() -> drogon::Task<int> {
  int Initialised = slow(N); // a comment after it
  // FIXED: if (co_await [&]() -> drogon::Task<int> {
  if (slow(Initialised) > 1)
    ++N;
  // FIXED: call([&] { return slow(/* which */ 3); });
  std::cout << slow(/* which */ 3) << where() << '\n';
  // FIXED: N += co_await [&]() -> drogon::Task<int> {
  N += slow(
      // a comment inside
      4);
  // FIXED: call([&] { return Local.load("a"); });
  std::string Text = Local.load("a");
  // FIXED: call([&] { return Local.self().self().load("chain"); });
  Text += Local.self().self().load("chain");
  // FIXED: const std::string &Name = *co_await [&]() -> drogon::Task<const std::string *> {
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
  // FIXED: co_return co_await [&]() -> drogon::Task<int> {
  co_return slow(N);
}

int main() {
  shape::Ticker Ticks(app::loop.Events);
  shape::runOn(app::loop.Events, forms(), [](int Value) { std::cout << Value << '\n'; });
  app::loop.loop();
  std::cout << "ticks " << Ticks.count() << '\n';
}
