// RUN: %check_cohazard %s cohazard-blocking-call -- -std=c++20 -I%S/../../Inputs
// A callable's body counts where it is invoked.
#include "coro.h"
#include <algorithm>
#include <functional>
#include <thread>
#include <unistd.h>
#include <vector>

app::Job<> at_once_bad() {
  [] { ::sleep(1); }();
  // CHECK: :[[@LINE-1]]:3: warning: '(lambda)' blocks the event loop: it reaches 'sleep' (sleep)
  co_return;
}

app::Job<> local_lambda_bad() {
  auto Wait = [] { ::sleep(1); };
  Wait();
  // CHECK: :[[@LINE-1]]:3: warning: '(lambda)' blocks the event loop: it reaches 'sleep' (sleep)
  co_return;
}

app::Job<> local_function_object_bad() {
  std::function<void()> Wait = [] { ::sleep(1); };
  Wait();
  // CHECK: :[[@LINE-1]]:3: warning: '{{.*}}' blocks the event loop: it reaches 'sleep' (sleep)
  co_return;
}

static void nap() { ::sleep(1); }

app::Job<> function_pointer_bad() {
  void (*Wait)() = &nap;
  Wait();
  // CHECK: :[[@LINE-1]]:3: warning: 'nap' blocks the event loop: it reaches 'sleep' (sleep)
  co_return;
}

app::Job<> algorithm_bad(std::vector<int> &All) {
  std::for_each(All.begin(), All.end(), [](int) { ::sleep(1); });
  // CHECK: :[[@LINE-1]]:3: warning: 'std::for_each' blocks the event loop: it reaches 'sleep' (sleep)
  co_return;
}

app::Job<> ranges_bad(std::vector<int> &All) {
  std::ranges::for_each(All, [](int) { ::sleep(1); });
  // CHECK: :[[@LINE-1]]:3: warning: 'std::ranges::for_each' blocks the event loop: it reaches 'sleep' (sleep)
  co_return;
}

template <class F> static void retry(F Attempt) {
  for (int I = 0; I < 3; ++I)
    Attempt();
}

app::Job<> template_callback_bad() {
  retry([] { ::sleep(1); });
  // CHECK: :[[@LINE-1]]:3: warning: 'retry' blocks the event loop: it reaches 'sleep' (sleep)
  co_return;
}

static void with(const std::function<void()> &Do) { Do(); }
static void outer(const std::function<void()> &Do) { with(Do); }

app::Job<> passed_on_bad() {
  outer([] { ::sleep(1); });
  // CHECK: :[[@LINE-1]]:3: warning: 'outer' blocks the event loop: it reaches 'sleep' (sleep)
  co_return;
}

static void with_pointer(void (*Do)()) { Do(); }

app::Job<> pointer_parameter_bad() {
  with_pointer(nap);
  // CHECK: :[[@LINE-1]]:3: warning: 'with_pointer' blocks the event loop: it reaches 'sleep' (sleep)
  co_return;
}

// A callable given to another thread, or stored, counts nowhere.
app::Job<> other_thread_ok() {
  std::thread Worker([] { ::sleep(1); });
  Worker.detach();
  co_return;
}

struct Table {
  std::vector<std::function<void()>> Entries;
};

app::Job<> stored_ok(Table &T) {
  T.Entries.push_back([] { ::sleep(1); });
  auto Unused = [] { ::sleep(1); };
  (void)Unused;
  co_return;
}

void unknown(std::function<void()> Do);

app::Job<> unknown_function_ok() {
  unknown([] { ::sleep(1); });
  co_return;
}

struct Machine {
  void slow() { ::sleep(1); }
  void fast() {}
};

app::Job<> member_pointer_bad(Machine &M, Machine *P) {
  void (Machine::*Member)() = &Machine::slow;
  (M.*Member)();
  // CHECK: :[[@LINE-1]]:3: warning: 'Machine::slow' blocks the event loop
  (P->*Member)();
  // CHECK: :[[@LINE-1]]:3: warning: 'Machine::slow' blocks the event loop
  co_return;
}

app::Job<> member_pointer_ok(Machine &M) {
  auto Member = &Machine::fast;
  (M.*Member)();
  co_return;
}
