// RUN: %check_cohazard %s cohazard-unawaited-task -- -std=c++20 -I%S/../../Inputs
// Does something run a coroutine as a callable and drop its task?
#include "coro.h"
#include <algorithm>
#include <functional>
#include <thread>
#include <vector>

app::Job<> send(int);
void on_message(std::function<void(int)>);
void on_message_async(std::function<app::Job<>(int)>);

void argument_bad() {
  on_message([](int) -> app::Job<> { co_return; });
  // CHECK: :[[@LINE-1]]:14: warning: the task of this coroutine is dropped by 'std::function<void (int)>', so it never runs
}

void named_bad() {
  auto Handler = []() -> app::Job<> { co_return; };
  std::function<void()> Callback = Handler;
  // CHECK: :[[@LINE-1]]:36: warning: the task of 'Handler' is dropped by 'std::function<void ()>'
  Callback = [] { return send(1); };
  // CHECK: :[[@LINE-1]]:14: warning: the task of this coroutine is dropped
}

struct Server {
  std::function<void()> OnStop = []() -> app::Job<> { co_return; };
  // CHECK: :[[@LINE-1]]:34: warning: the task of this coroutine is dropped
};
Server make() { return {}; }

void thread_bad() {
  std::thread([]() -> app::Job<> { co_return; }).join();
  // CHECK: :[[@LINE-1]]:15: warning: the task of this coroutine is dropped by 'std::thread::thread'
}

void algorithm_bad(std::vector<int> &All) {
  std::for_each(All.begin(), All.end(), [](int) -> app::Job<> { co_return; });
  // CHECK: :[[@LINE-1]]:41: warning: the task of this coroutine is dropped by 'std::for_each'
}

void kept_ok() {
  on_message_async([](int) -> app::Job<> { co_return; });
  std::function<void()> Callback = []() -> app::Detached { co_return; };
  std::thread([] {}).join();
}
