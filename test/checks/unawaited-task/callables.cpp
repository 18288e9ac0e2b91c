// RUN: %check_cohazard %s cohazard-unawaited-task -- -std=c++20 -I%S/../../Inputs
// Does something run a coroutine as a callable and drop its task?
#include "coro.h"
#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
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

struct Session {
  app::Job<> run();
  void stop();
};
void member_bad(Session *S) {
  std::thread Runs(&Session::run, S);
  // CHECK: :[[@LINE-1]]:20: warning: the task of this coroutine is dropped by 'std::thread::thread'
  std::function<void(Session *)> Callback = &Session::run;
  // CHECK: :[[@LINE-1]]:45: warning: the task of this coroutine is dropped
  std::function<void()> Bound = std::bind(&Session::run, S);
  // CHECK: :[[@LINE-1]]:33: warning: the task of this coroutine is dropped
  Callback = &Session::stop;
}

void once_bad(std::once_flag &Flag) {
  std::call_once(Flag, []() -> app::Job<> { co_return; });
  // CHECK: :[[@LINE-1]]:24: warning: the task of this coroutine is dropped by 'std::call_once'
}

using Hook = std::function<void()>;
void made_in_place_bad(std::map<int, Hook> &Hooks,
                       std::vector<std::thread> &Threads, Session *S) {
  Hooks.try_emplace(1, []() -> app::Job<> { co_return; });
  // CHECK: :[[@LINE-1]]:24: warning: the task of this coroutine is dropped by 'std::function<void ()>'
  Hooks.insert({2, []() -> app::Job<> { co_return; }});
  // CHECK: :[[@LINE-1]]:20: warning: the task of this coroutine is dropped
  auto Shared = std::make_shared<Hook>([]() -> app::Job<> { co_return; });
  // CHECK: :[[@LINE-1]]:40: warning: the task of this coroutine is dropped
  Threads.emplace_back(&Session::run, S);
  // CHECK: :[[@LINE-1]]:24: warning: the task of this coroutine is dropped by 'std::thread'
  Threads.emplace_back(&Session::stop, S);
}

// The template names the coroutine only by a parameter: what is to be changed
// is the caller's lambda.
struct Emitter {
  std::vector<Hook> Hooks;
  template <class F> void on(F &&Handler) {
    Hooks.emplace_back(std::forward<F>(Handler));
  }
};
void through_template_bad(Emitter &E) {
  E.on([] {});
  E.on([]() -> app::Job<> { co_return; });
  // CHECK: :[[@LINE-1]]:8: warning: the task of this coroutine is dropped by 'std::function<void ()>'
}

void kept_ok() {
  on_message_async([](int) -> app::Job<> { co_return; });
  std::function<void()> Callback = []() -> app::Detached { co_return; };
  std::thread([] {}).join();
  std::map<int, std::function<app::Job<>()>> Hooks;
  Hooks.try_emplace(1, []() -> app::Job<> { co_return; });
  std::vector<std::thread> Threads;
  Threads.emplace_back([] {});
}

// Which of the two takes the coroutine is the library's choice.
using Step = std::pair<std::function<app::Job<>()>, std::function<void()>>;
void one_part_keeps_ok(std::vector<Step> &Steps) {
  auto Run = []() -> app::Job<> { co_return; };
  Steps.emplace_back(Run, [] {});
}
