// RUN: %check_fix %s --ticks --settings="{executor: app::worker}" -- -std=c++20 -I%S/Inputs -I%S/Inputs/kj
// A slow helper in every place that a call can stand in, with KJ. The
// coroutine must go on where it was, and the loop must turn meanwhile.
#include "slow.h"
#include <kj/async.h>
#include <iostream>

namespace app {
shape::Pool pool;
kj::Executor worker{&pool};
shape::Loop loop;
} // namespace app

static const char *where() {
  return shape::Loop::current() == &app::loop ? " on the loop" : " elsewhere";
}

template <typename T> kj::Promise<T> in_template(T Value) {
  // FIXED: executeAsync([&] { return slow_as(Value); })
  T Result = slow_as(Value);
  co_return Result;
}

kj::Promise<int> forms() {
  Store Local{"k"};
  int N = 1;
  // FIXED: executeAsync([&] { return slow_nothing(N); })
  slow_nothing(N);
  // FIXED: int Initialised = co_await app::worker.executeAsync(
  int Initialised = slow(N); // a comment after it
  // FIXED: if (co_await app::worker.executeAsync(
  if (slow(Initialised) > 1)
    ++N;
  // FIXED: executeAsync([&] { return slow(/* which */ 3); })
  std::cout << slow(/* which */ 3) << where() << '\n';
  // FIXED: N += co_await app::worker.executeAsync(
  N += slow(
      // a comment inside
      4);
  // FIXED: executeAsync([&] { return Local.load("a"); })
  std::string Text = Local.load("a");
  // FIXED: executeAsync([&] { return Local.self().self().load("chain"); })
  Text += Local.self().self().load("chain");
  // FIXED: const std::string &Name = *co_await app::worker.executeAsync(
  const std::string &Name = slow_name(Text);
  // FIXED: executeAsync([&] { return slow_list(); })).size();
  std::size_t Size = slow_list().size();
  while (slow(N) < 0)
    ++N;
  try {
    // FIXED: Size += slow_failing();
    Size += slow_failing();
  } catch (const std::string &Why) {
    std::cout << Why << where() << '\n';
  }
  N += co_await in_template(2);
  std::cout << Text << &Name - &Text << Size << Initialised << where() << '\n';
  // FIXED: co_return co_await app::worker.executeAsync(
  co_return slow(N);
}

int main() {
  shape::Ticker Ticks(app::loop);
  shape::runOn(app::loop, forms(), [](int Value) { std::cout << Value << '\n'; });
  app::loop.run();
  std::cout << "ticks " << Ticks.count() << '\n';
}
