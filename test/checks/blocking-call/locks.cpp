// RUN: %check_cohazard %s cohazard-blocking-call -- -std=c++20 -I%S/../../Inputs
// A thread mutex counts where it is elsewhere held for long.
#include "coro.h"
#include <mutex>
#include <unistd.h>

std::mutex Short, AcrossSleep, AcrossAwait;
int Value;

void flush() {
  std::lock_guard Lock(AcrossSleep);
  ::sleep(1);
}

app::Job<> across_suspension() {
  std::unique_lock<std::mutex> Lock(AcrossAwait);
  // CHECK: :[[@LINE-1]]:32: warning: 'std::unique_lock::unique_lock' blocks the event loop (lock)
  co_await std::suspend_always();
  // CHECK: :[[@LINE-1]]:3: note: the same lock is held across this suspension
}

app::Job<> held_long_bad() {
  std::lock_guard Lock(AcrossSleep);
  // CHECK: :[[@LINE-1]]:19: warning: 'std::lock_guard::lock_guard' blocks the event loop (lock)
  // CHECK: :[[@LINE-13]]:3: note: the same lock is held across this blocking call
  ++Value;
  co_return;
}

static void store() {
  AcrossSleep.lock();
  ++Value;
  AcrossSleep.unlock();
}

app::Job<> through_helper_bad() {
  store();
  // CHECK: :[[@LINE-1]]:3: warning: 'store' blocks the event loop: it reaches 'std::mutex::lock' (lock)
  co_return;
}

app::Job<> short_ok() {
  std::lock_guard Lock(Short);
  ++Value;
  co_return;
}

app::Job<> released_before_ok() {
  {
    std::lock_guard Lock(Short);
    ++Value;
  }
  co_await std::suspend_always();
}

// The awaiter gives the lock back once the coroutine is suspended.
struct Waiter {
  std::unique_lock<std::mutex> &Lock;
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<>) { Lock.unlock(); }
  void await_resume() {}
};

std::mutex HandedOver;

Waiter parked(std::unique_lock<std::mutex> &Lock) { return {Lock}; }

app::Job<> handed_over_ok() {
  std::unique_lock Lock(HandedOver);
  co_await parked(Lock);
  ++Value;
}
