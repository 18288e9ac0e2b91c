// RUN: %check_cohazard %s cohazard-blocking-call -- -std=c++20 -I%S/../../Inputs
// Code that control never comes to does not block; what a label leads to does.
#include "coro.h"
#include <unistd.h>

[[noreturn]] void give_up();

app::Job<> after_return_ok() {
  co_return;
  ::sleep(1);
}

app::Job<> after_throw_ok(bool Early) {
  if (Early) {
    co_return;
    ::sleep(1);
  }
  throw 1;
  ::sleep(1);
}

app::Job<> after_exit_ok() {
  give_up();
  ::sleep(1);
  co_return;
}

app::Job<> after_endless_loop_ok() {
  for (;;)
    co_await std::suspend_always{};
  ::sleep(1);
}

app::Job<> after_continue_ok() {
  while (true) {
    co_await std::suspend_always{};
    continue;
    ::sleep(1);
  }
}

app::Job<> after_both_branches_ok(bool Which) {
  if (Which)
    co_return;
  else
    throw 1;
  ::sleep(1);
}

app::Job<> after_a_loop_that_ends_bad(int N) {
  for (;;) {
    co_await std::suspend_always{};
    if (--N == 0)
      break;
  }
  ::sleep(1);
  // CHECK: :[[@LINE-1]]:3: warning: 'sleep' blocks the event loop
}

app::Job<> label_bad(int N) {
  if (N)
    goto late;
  co_return;
late:
  ::sleep(1);
  // CHECK: :[[@LINE-1]]:3: warning: 'sleep' blocks the event loop
}

app::Job<> next_case_bad(int N) {
  switch (N) {
  case 1:
    co_return;
    ::sleep(1);
  case 2:
    ::sleep(1);
    // CHECK: :[[@LINE-1]]:5: warning: 'sleep' blocks the event loop
  }
}
