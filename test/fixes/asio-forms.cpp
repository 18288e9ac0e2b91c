// RUN: %check_fix %s --ticks -- -std=c++20
// REQUIRES: boost
// A slow helper in every place that a call can stand in.
#include <boost/asio/awaitable.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <iostream>
#include <memory>
#include <string>
#include <thread>
#include <vector>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace asio = boost::asio;
using namespace std::chrono_literals;

static int slow(int Value) {
  std::this_thread::sleep_for(20ms);
  return Value;
}
static void slow_nothing(int &Out) { Out = slow(Out + 1); }
static const std::string &slow_name(const std::string &Name) {
  return slow(1) ? Name : Name;
}
static std::vector<int> slow_list() { return {slow(1), 2, 3}; }

struct Store {
  std::string Prefix;
  std::string load(const std::string &Key) const {
    return Prefix + Key + std::to_string(slow(7));
  }
  const Store &self() const { return *this; }
};

struct Number {
  int Value;
  friend Number operator+(Number A, Number B) { return {slow(A.Value) + B.Value}; }
};

template <typename T> static T slow_as(T Value) { return slow(1) ? Value : Value; }

template <typename T> asio::awaitable<T> in_template(T Value) {
  // FIXED: [&]() -> asio::awaitable<decltype(slow_as(Value))> {
  // FIXED: co_return slow_as(Value);
  T Result = slow_as(Value);
  co_return Result;
}

asio::awaitable<int> forms() {
  Store Local{"k"};
  int N = 1;
  // FIXED: [&]() -> asio::awaitable<void> {
  // FIXED: co_return slow_nothing(N);
  slow_nothing(N);
  // FIXED: int Initialised = co_await asio::co_spawn(
  // FIXED: [&]() -> asio::awaitable<int> {
  // FIXED: co_return slow(N);
  int Initialised = slow(N); // a comment after it
  // FIXED: if (co_await asio::co_spawn(
  if (slow(Initialised) > 1)
    ++N;
  // FIXED: co_return slow(/* which */ 3);
  std::cout << slow(/* which */ 3) << '\n';
  // FIXED: N += co_await asio::co_spawn(
  N += slow(
      // a comment inside
      4);
  // FIXED: std::string Text = co_await asio::co_spawn(
  // FIXED: co_return Local.load("a");
  std::string Text = Local.load("a");
  // FIXED: co_return Local.self().self().load("chain");
  Text += Local.self().self().load("chain");
  // FIXED: const std::string &Name = *co_await asio::co_spawn(
  // FIXED: awaitable<const std::string *> {
  // FIXED: co_return &slow_name(Text);
  const std::string &Name = slow_name(Text);
  // FIXED: asio::use_awaitable)).size();
  std::size_t Size = slow_list().size();
  // FIXED: for (int Item : co_await asio::co_spawn(
  for (int Item : slow_list())
    Size += Item;
  while (slow(N) < 0)
    ++N;
  auto Owner = std::make_unique<Store>(Store{"o"});
  // FIXED: co_return Owner->load("p");
  Text += Owner->load("p");
  auto [First, Second] = std::pair(slow(5), 6);
  Number Sum = Number{First} + Number{Second};
  std::cout << Text << &Name - &Text << Size << Sum.Value << Initialised << '\n';
  N += co_await in_template(2);
  // FIXED: co_return co_await asio::co_spawn(
  co_return slow(N);
}

int main() {
  asio::io_context Loop;
  int Ticks = 0;
  bool Done = false;
  auto Tick = [&]() -> asio::awaitable<void> {
    asio::steady_timer Timer(Loop);
    while (!Done) {
      Timer.expires_after(2ms);
      co_await Timer.async_wait(asio::use_awaitable);
      Ticks += !Done;
    }
  };
  asio::co_spawn(Loop, Tick(), asio::detached);
  asio::co_spawn(Loop, forms(), [&](std::exception_ptr, int Value) {
    std::cout << Value << '\n';
    Done = true;
  });
  Loop.run();
  std::cout << "ticks " << Ticks << '\n';
}
