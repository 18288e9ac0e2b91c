// RUN: %cohazard lint --facts %s -- -std=c++20 -I%S/../Inputs | FileCheck %s
// Which functions belong to an event loop.
#include "coro.h"
#include <optional>

app::Job<> job() { co_return; }
// CHECK: contexts.cpp:[[@LINE-1]]:12: function job coroutine async

app::Sequence<int> sequence() { co_yield 1; }
// CHECK: contexts.cpp:[[@LINE-1]]:20: function sequence coroutine{{$}}

app::Detached detached() { co_return; }
// CHECK: contexts.cpp:[[@LINE-1]]:15: function detached coroutine async

struct Awaiter {
  bool await_ready() { return false; }
  // CHECK: contexts.cpp:[[@LINE-1]]:8: function Awaiter::await_ready awaiter
  void await_suspend(std::coroutine_handle<>) {}
  void await_resume() {}
};

[[clang::annotate("cohazard::async")]] void annotated() {}
// CHECK: contexts.cpp:[[@LINE-1]]:45: function annotated annotated

int main() {}
// CHECK: contexts.cpp:[[@LINE-1]]:5: function main main
