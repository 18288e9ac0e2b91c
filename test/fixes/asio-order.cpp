// RUN: %check_fix %s -- -std=c++20
// RUN: not %cohazard lint %s -- -std=c++20 | FileCheck %s
// REQUIRES: boost
// Compilers put an await elsewhere than the call that it replaces, and gcc 12 gets
// some places wrong. Where anybody could tell, the call stays.
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <algorithm>
#include <chrono>
#include <iostream>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace asio = boost::asio;

static int slow(int Value) {
  std::this_thread::sleep_for(std::chrono::milliseconds(1));
  return Value;
}
static int slow_print(int Value) {
  std::cout << "slow " << slow(Value) << ' ';
  return Value;
}
static int slow_refusal(int Value) {
  if (slow(Value) > 100)
    throw std::runtime_error("too much");
  return Value;
}
static int slow_increment(int &Value) { return Value += slow(1); }
static int twice(int Value) { return 2 * Value; }
static int loud(int Value) {
  std::cout << "loud ";
  return Value;
}
struct Pair {
  std::string Name;
  int Value;
};
struct Builder {
  std::string Text;
  Builder &add(int Value) {
    Text += std::to_string(Value);
    return *this;
  }
  int size() const { return static_cast<int>(Text.size()); }
};

//===-- Two of one expression -----------------------------------------------===//

static asio::awaitable<int> fetch(int Value) { co_return Value; }

asio::awaitable<int> two_at_once(int N) {
  // FIXED: int Sum = co_await asio::co_spawn(
  // FIXED: co_return slow(1);
  // FIXED: + slow(2);
  int Sum = slow(1) + slow(2);
  // CHECK: :[[@LINE-1]]:23: note: no fix: not every compiler gets two awaits in one expression right; give the call a statement of its own
  // FIXED: Sum += co_await fetch(1) + slow(2);
  Sum += co_await fetch(1) + slow(2);
  // CHECK: :[[@LINE-1]]:30: note: no fix: not every compiler gets two awaits in one expression right
  // FIXED: Sum += co_await fetch(co_await asio::co_spawn(
  Sum += co_await fetch(slow(3));
  // FIXED: int First = co_await
  // FIXED: Second = co_await
  int First = slow(3), Second = slow(4);
  // FIXED: co_return slow(slow(N));
  Sum += slow(slow(N));
  co_return Sum + First + Second;
}

//===-- Places where gcc 12 ends an object twice ------------------------------===//

asio::awaitable<int> ended_twice(int N) {
  std::vector<int> Sizes;
  Pair Made{"a", slow(1)};
  // CHECK: :[[@LINE-1]]:18: note: no fix: not every compiler gets an await in the initialiser of an aggregate right
  std::string Chosen = slow(2) ? std::string("bc") : Made.Name;
  // CHECK: :[[@LINE-1]]:24: note: no fix: not every compiler gets an await in a conditional operator that makes an object right
  auto Bound = [Chosen, Size = slow(3)] { return Chosen.size() + static_cast<std::size_t>(Size); };
  // CHECK: :[[@LINE-1]]:32: note: no fix: not every compiler gets an await in the captures of a lambda right
  try {
    throw std::runtime_error(std::string(static_cast<std::size_t>(slow(4)), 'd'));
    // CHECK: :[[@LINE-1]]:67: note: no fix: not every compiler gets an await in the operand of a throw right
  } catch (const std::exception &E) {
    N += static_cast<int>(std::string(E.what()).size());
  }
  Sizes.push_back(std::max({N, 2}) + slow(5));
  // CHECK: :[[@LINE-1]]:38: note: no fix: not every compiler gets an await in an expression with an initializer list right
  // FIXED: N += co_await
  N += slow(std::max({6, N})) ? 1 : 2;
  co_return N + Made.Value + static_cast<int>(Bound());
}

//===-- What stands beside ----------------------------------------------------===//

asio::awaitable<int> beside(int N) {
  int Other = 1;
  // FIXED: Other++ + slow(N);
  int Sum = Other++ + slow(N);
  // CHECK: :[[@LINE-1]]:23: note: a fix would move it off the event loop, but not safely: an operand beside it changes a variable, and the order may become another
  Sum += (N++, slow(N));
  // CHECK: :[[@LINE-1]]:16: note: {{.*}}not safely: an operand beside it changes a variable
  Builder Built;
  Sum += Built.add(1).add(slow(Built.size())).size();
  // CHECK: :[[@LINE-1]]:27: note: {{.*}}not safely: it may run before 'Builder::add', which stands beside it
  auto Step = [&] { return ++N; };
  Sum += Step() * slow(N);
  // CHECK: :[[@LINE-1]]:19: note: {{.*}}not safely: an operand beside it changes a variable
  Sum += twice(N) + slow_increment(N);
  // CHECK: :[[@LINE-1]]:21: note: {{.*}}not safely: it changes what an operand beside it uses
  std::string Text = "e";
  std::cout << Text.append("f") << slow(static_cast<int>(Text.size())) << ' ';
  // CHECK: :[[@LINE-1]]:36: note: {{.*}}not safely: an operand beside it changes a variable
  // FIXED: Sum += twice(N) * co_await
  Sum += twice(N) * slow(6);
  std::map<int, int> Table;
  // FIXED: Table[N] = co_await
  Table[N] = slow(7);
  // FIXED: Sum += Built.size() + co_await
  Sum += Built.size() + slow(8);
  co_return Sum + Table[N];
}

asio::awaitable<int> printed(int N) {
  // FIXED: << N << ' ' << co_await
  std::cout << "quiet " << N << ' ' << slow(1) << ' ';
  // FIXED: slow_print(2) << ' ';
  std::cout << "print " << slow_print(2) << ' ';
  // CHECK: :[[@LINE-1]]:28: note: {{.*}}not safely: it may run before 'std::operator<<', which stands beside it
  // FIXED: slow_refusal(3) << ' ';
  std::cout << "throw " << slow_refusal(3) << ' ';
  // CHECK: :[[@LINE-1]]:28: note: {{.*}}not safely: it may run before 'std::operator<<', which stands beside it
  // FIXED: N += loud(4) + slow_print(5);
  N += loud(4) + slow_print(5);
  // CHECK: :[[@LINE-1]]:18: note: {{.*}}not safely: it may run before 'loud', which stands beside it
  // FIXED: N += loud(6) + co_await
  N += loud(6) + slow(7);
  co_return N;
}

asio::awaitable<void> all() {
  std::cout << co_await two_at_once(5) << '\n';
  std::cout << co_await ended_twice(1) << '\n';
  int Beside = co_await beside(1);
  std::cout << Beside << '\n';
  int Printed = co_await printed(1);
  std::cout << Printed << '\n';
}

int main() {
  asio::io_context Loop;
  asio::co_spawn(Loop, all(), asio::detached);
  Loop.run();
}
