// Slow helpers in every shape that a call can have, for the programs that fixes
// are tried on.
#pragma once
#include <chrono>
#include <string>
#include <thread>
#include <vector>

static int slow(int Value) {
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  return Value;
}
[[maybe_unused]] static void slow_nothing(int &Out) { Out = slow(Out + 1); }
[[maybe_unused]] static const std::string &slow_name(const std::string &Name) {
  return slow(1) ? Name : Name;
}
[[maybe_unused]] static std::vector<int> slow_list() { return {slow(1), 2, 3}; }
[[maybe_unused]] static int slow_failing() {
  if (slow(1))
    throw std::string("failed");
  return 0;
}
template <typename T> T slow_as(T Value) { return slow(1) ? Value : Value; }

struct Store {
  std::string Prefix;
  std::string load(const std::string &Key) const {
    return Prefix + Key + std::to_string(slow(7));
  }
  const Store &self() const { return *this; }
};
