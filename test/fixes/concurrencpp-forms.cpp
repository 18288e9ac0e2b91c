// RUN: %check_fix %s --ticks --settings="{executor: app::pool, loop: app::loop, timer: app::timers}" -- -std=c++20 -I%S/Inputs -I%S/Inputs/concurrencpp
// A slow helper in every place that a call can stand in, with concurrencpp. The
// coroutine must go on where it was, and the loop must turn meanwhile.
#include "slow.h"
#include <concurrencpp/concurrencpp.h>
#include <iostream>

namespace app {
auto pool = std::make_shared<concurrencpp::thread_pool_executor>();
auto loop = std::make_shared<concurrencpp::manual_executor>();
} // namespace app

static const char *where() {
  return shape::Loop::current() == &app::loop->Events ? " on the loop" : " elsewhere";
}

template <typename T> concurrencpp::lazy_result<T> in_template(T Value) {
  // FIXED: auto done = co_await app::pool->submit([&] { return slow_as(Value); }).resolve();
  T Result = slow_as(Value);
  co_return Result;
}

concurrencpp::lazy_result<int> forms() {
  Store Local{"k"};
  int N = 1;
  // FIXED: co_await [&]() -> concurrencpp::lazy_result<void> {
  slow_nothing(N);
  // FIXED: int Initialised = co_await [&]() -> concurrencpp::lazy_result<int> {
  int Initialised = slow(N); // a comment after it
  // FIXED: if (co_await [&]() -> concurrencpp::lazy_result<int> {
  if (slow(Initialised) > 1)
    ++N;
  // FIXED: submit([&] { return slow(/* which */ 3); }).resolve();
  std::cout << slow(/* which */ 3) << where() << '\n';
  // FIXED: N += co_await [&]() -> concurrencpp::lazy_result<int> {
  N += slow(
      // a comment inside
      4);
  // FIXED: submit([&] { return Local.load("a"); }).resolve();
  std::string Text = Local.load("a");
  // FIXED: submit([&] { return Local.self().self().load("chain"); }).resolve();
  Text += Local.self().self().load("chain");
  // FIXED: const std::string &Name = *co_await [&]() -> concurrencpp::lazy_result<const std::string *> {
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
  // FIXED: co_return co_await [&]() -> concurrencpp::lazy_result<int> {
  co_return slow(N);
}

int main() {
  shape::Ticker Ticks(app::loop->Events);
  shape::runOn(app::loop->Events, forms(), [](int Value) { std::cout << Value << '\n'; });
  app::loop->Events.run();
  std::cout << "ticks " << Ticks.count() << '\n';
}
