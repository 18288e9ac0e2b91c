// RUN: %check_cohazard %s cohazard-blocking-call -- -std=c++20 -I%S/../../Inputs
// A call blocks the coroutine that makes it, directly or through any depth.
#include "coro.h"
#include <chrono>
#include <fstream>
#include <string>
#include <thread>
#include <unistd.h>

app::Job<> direct_bad() {
  std::this_thread::sleep_for(std::chrono::seconds(1));
  // CHECK: :[[@LINE-1]]:3: warning: 'std::this_thread::sleep_for' blocks the event loop (sleep)
  ::sleep(1);
  // CHECK: :[[@LINE-1]]:3: warning: 'sleep' blocks the event loop (sleep)
  co_return;
}

static int depth3() { return static_cast<int>(::sleep(2)); }
static int depth2() { return depth3() + 1; }
static int depth1() { return depth2() + 1; }

app::Job<int> deep_bad() {
  int Value = depth1();
  // CHECK: :[[@LINE-1]]:15: warning: 'depth1' blocks the event loop: it reaches 'sleep' (sleep)
  // CHECK: note: 'depth1' calls 'depth2' here
  // CHECK: note: 'depth2' calls 'depth3' here
  // CHECK: note: 'depth3' calls 'sleep' here
  co_return Value;
}

static std::string load(const char *Path) {
  std::ifstream In(Path);
  std::string Text;
  std::getline(In, Text);
  return Text;
}

app::Job<std::string> file_bad() {
  co_return load("app.conf");
  // CHECK: :[[@LINE-1]]:13: warning: 'load' blocks the event loop: it reaches
}

// The blocking helper itself is no coroutine: plain callers may use it.
int plain_ok() { return depth1(); }

// An awaited coroutine is reported in its own body only.
app::Job<> awaits_ok() { co_await direct_bad(); }
