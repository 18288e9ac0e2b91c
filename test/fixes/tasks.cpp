// RUN: %check_fix %s -- -std=c++20
// REQUIRES: boost
// Dropped tasks are awaited where that is legal.
#include <boost/asio.hpp>
#include <iostream>

namespace asio = boost::asio;

static asio::awaitable<int> read_some(int Value) { co_return Value; }
static asio::awaitable<void> refuse() {
  throw std::runtime_error("nobody awaits what nobody runs");
  co_return;
}
static asio::awaitable<void> say(const char *Text, bool Really) {
  if (Really)
    std::cout << Text << '\n';
  co_return;
}

// What is dropped says nothing, so that the program prints the same when it is
// awaited.
asio::awaitable<void> drops(bool Both) {
  // FIXED: co_await say("statement", false);
  say("statement", false);
  if (Both)
    // FIXED: co_await read_some(1);
    read_some(1);
  else
    // FIXED: co_await refuse();
    refuse();
  // FIXED: Both ? co_await say("then", false) : co_await say("else", false);
  Both ? say("then", false) : say("else", false);
  // FIXED: for (int I = 0; I < 2; ++I, co_await read_some(I))
  for (int I = 0; I < 2; ++I, read_some(I))
    // FIXED: co_await say("loop", false);
    say("loop", false);
  co_await say("end", true);
}

int main() {
  asio::io_context Loop;
  asio::co_spawn(Loop, drops(true), asio::detached);
  Loop.run();
}
