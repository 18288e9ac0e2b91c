// RUN: %check_fix %s -- -std=c++20
// REQUIRES: boost
// What a moved call gives: types that have another name elsewhere, or none; values
// that cannot be made in advance; references that operators give. And lines that
// hold more than the call.
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <iostream>
#include <memory>
#include <string_view>
#include <thread>
#include <tuple>
#include <vector>

namespace asio = boost::asio;

static int slow(int Value) {
  std::this_thread::sleep_for(std::chrono::milliseconds(1));
  return Value;
}

struct Key {
  int Value;
  explicit Key(int From) : Value(slow(From)) {}
};
struct Sum {
  int Value = 0;
  Sum &operator+=(int Other) {
    Value += slow(Other);
    return *this;
  }
  Sum &add(int Other) { return *this += Other; }
};
static auto slow_tail(std::string_view Text) {
  return Text.substr(static_cast<std::size_t>(slow(1)));
}
static auto slow_size(std::string_view Text) { return slow_tail(Text).size(); }
static auto slow_owner(int Value) { return std::make_unique<Sum>(Sum{slow(Value)}); }
static auto slow_adder(int Value) {
  slow(Value);
  return [Value](int Other) { return Value + Other; };
}
static auto slow_first(std::vector<int> &Of) { return Of.begin() + slow(0); }
static int (&slow_array(int (&Of)[3]))[3] {
  slow(1);
  return Of;
}
static std::tuple<int, char> slow_pair(int Value) { return {slow(Value), 'x'}; }

asio::awaitable<int> values() {
  // FIXED: Key Made = *co_await asio::co_spawn(
  // FIXED: [&]() -> asio::awaitable<std::optional<Key>> {
  // FIXED: co_return std::optional(Key(3));
  Key Made = Key(3);
  // FIXED: (*co_await asio::co_spawn(
  int Inner = Key(4).Value;
  // FIXED: awaitable<std::basic_string_view<char>>
  auto Tail = slow_tail("abc");
  // FIXED: awaitable<unsigned long>
  auto Size = slow_size("abc");
  // FIXED: awaitable<std::unique_ptr<Sum>>
  auto Owner = slow_owner(5);
  // FIXED: std::optional(slow_adder(6));
  Inner += slow_adder(6)(1);
  std::vector<int> List{1, 2};
  // FIXED: decltype(slow_first(List))
  Inner += *slow_first(List);
  int Array[3] = {1, 2, 3};
  // FIXED: std::remove_reference_t<decltype(slow_array(Array))> *
  int(&Same)[3] = slow_array(Array);
  Same[0] = 9;
  Sum Total;
  // FIXED: co_return &(Total += 3);
  Total += 3;
  // FIXED:   co_await asio::co_spawn(
  Total.add(1).add(2);
  // FIXED: auto [Number, Letter] = co_await asio::co_spawn(
  auto [Number, Letter] = slow_pair(7);
  // FIXED: if (auto Value = co_await asio::co_spawn(
  if (auto Value = slow(8); Value > Number)
    ++Inner;
  // FIXED: switch (auto Value = co_await asio::co_spawn(
  switch (auto Value = slow(9); Value) {
  case 9:
    Inner += Letter;
  }
  // FIXED: for (int I = co_await asio::co_spawn(
  for (int I = slow(0); I < Array[0]; I += 3)
    // FIXED: co_return slow(I);
    Inner += slow(I);
  // FIXED: int One = co_await asio::co_spawn(asio::system_executor(), [&]() -> asio::awaitable<int> { co_await asio::post(asio::use_awaitable); co_return slow(1); }, asio::use_awaitable); Number += One;
  int One = slow(1); Number += One;
  std::cout << Made.Value << Tail << Size << Owner->Value << Total.Value << Number << '\n';
  co_return Inner;
}

int main() {
  asio::io_context Loop;
  asio::co_spawn(Loop, values(), [](std::exception_ptr, int Value) { std::cout << Value << '\n'; });
  Loop.run();
}
