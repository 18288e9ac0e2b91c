// RUN: %check_cohazard %s cohazard-blocking-call -- -std=c++20 -I%S/../../Inputs
// Which functions belong to an event loop?
#include "coro.h"
#include <optional>
#include <unistd.h>

static void nap() { ::sleep(1); }

app::Detached fire_and_forget_bad() {
  nap();
  // CHECK: :[[@LINE-1]]:3: warning: 'nap' blocks the event loop
  co_return;
}

auto lambda_bad() {
  return []() -> app::Job<> {
    nap();
    // CHECK: :[[@LINE-1]]:5: warning: 'nap' blocks the event loop
    co_return;
  };
}

template <class T> app::Job<T> template_bad(T Value) {
  nap();
  // CHECK: :[[@LINE-1]]:3: warning: 'nap' blocks the event loop
  co_return Value;
}
template app::Job<int> template_bad(int);
template app::Job<long> template_bad(long);

struct Server {
  app::Job<> member_bad() {
    nap();
    // CHECK: :[[@LINE-1]]:5: warning: 'nap' blocks the event loop
    co_return;
  }
};

[[clang::annotate("cohazard::async")]] void annotated_bad() {
  nap();
  // CHECK: :[[@LINE-1]]:3: warning: 'nap' blocks the event loop
}

// A generator runs in whoever iterates.
app::Sequence<int> generator_ok() {
  nap();
  co_yield 1;
}

app::Job<> iterates_bad() {
  auto Numbers = generator_ok();
  // CHECK: :[[@LINE-1]]:18: warning: 'generator_ok' blocks the event loop: it reaches 'sleep' (sleep)
  while (Numbers.next())
    ;
  co_return;
}

int main() { nap(); }

[[clang::annotate("cohazard::blocking")]] void wait_for_device();

app::Job<> annotated_callee_bad() {
  wait_for_device();
  // CHECK: :[[@LINE-1]]:3: warning: 'wait_for_device' blocks the event loop (annotated)
  co_return;
}

template <class F>
[[clang::annotate("cohazard::offload")]] void run_elsewhere(F Work) {
  Work();
}

app::Job<> annotated_offload_ok() {
  run_elsewhere([] { ::sleep(1); });
  co_return;
}
