// RUN: %check_fix %s --ticks --settings="{offload: 'co_await app::offload([&] { return ${expr}; })', references: false}" -- -std=c++20 -I%S/Inputs -I%S/Inputs/seastar
// A slow helper in every place that a call can stand in, with Seastar and the project's own offload. The
// coroutine must go on where it was, and the loop must turn meanwhile.
#include "slow.h"
#include <seastar/core/coroutine.hh>
#include <iostream>

namespace app {
shape::Pool pool;
shape::Loop loop;
template <class F> seastar::future<std::invoke_result_t<F>> offload(F Do) {
  co_await shape::Hop<shape::Pool>{pool};
  shape::Outcome<std::invoke_result_t<F>> Result;
  Result.run(Do);
  co_await shape::Hop<shape::Loop>{loop};
  co_return Result.take();
}
} // namespace app

static const char *where() {
  return shape::Loop::current() == &app::loop ? " on the loop" : " elsewhere";
}

template <typename T> seastar::future<T> in_template(T Value) {
  // FIXED: co_await app::offload([&] { return slow_as(Value); })
  T Result = slow_as(Value);
  co_return Result;
}

seastar::future<int> forms() {
  Store Local{"k"};
  int N = 1;
  // FIXED: co_await app::offload([&] { return slow_nothing(N); })
  slow_nothing(N);
  // FIXED: int Initialised = co_await app::offload(
  int Initialised = slow(N); // a comment after it
  // FIXED: if (co_await app::offload(
  if (slow(Initialised) > 1)
    ++N;
  // FIXED: app::offload([&] { return slow(/* which */ 3); })
  std::cout << slow(/* which */ 3) << where() << '\n';
  // FIXED: N += co_await app::offload(
  N += slow(
      // a comment inside
      4);
  // FIXED: app::offload([&] { return Local.load("a"); })
  std::string Text = Local.load("a");
  // FIXED: app::offload([&] { return Local.self().self().load("chain"); })
  Text += Local.self().self().load("chain");
  // FIXED: const std::string &Name = *co_await app::offload(
  const std::string &Name = slow_name(Text);
  // FIXED: app::offload([&] { return slow_list(); })).size();
  std::size_t Size = slow_list().size();
  while (slow(N) < 0)
    ++N;
  try {
    Size += slow_failing();
  } catch (const std::string &Why) {
    std::cout << Why << where() << '\n';
  }
  // FIXED: co_await seastar::sleep(std::chrono::milliseconds(20));
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  N += co_await in_template(2);
  std::cout << Text << &Name - &Text << Size << Initialised << where() << '\n';
  // FIXED: co_return co_await app::offload(
  co_return slow(N);
}

int main() {
  shape::Ticker Ticks(app::loop);
  shape::runOn(app::loop, forms(), [](int Value) { std::cout << Value << '\n'; });
  app::loop.run();
  std::cout << "ticks " << Ticks.count() << '\n';
}
