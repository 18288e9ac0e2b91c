// RUN: %check_cohazard %s cohazard-unawaited-task -- -std=c++20 -I%S/../../Inputs
// RUN: %check_cohazard %s cohazard-unawaited-task --prefix=TYPES --config='{CheckOptions: {cohazard-unawaited-task.TaskTypes: "lib::Plan;lib::Reply;std::future"}}' -- -std=c++20 -I%S/../../Inputs
// RUN: %check_cohazard %s cohazard-unawaited-task --prefix=DROPPED --config='{CheckOptions: {cohazard-unawaited-task.FireAndForgetTypes: "app::Job"}}' -- -std=c++20 -I%S/../../Inputs
// RUN: %check_cohazard %s cohazard-unawaited-task --prefix=TAKEN --config='{CheckOptions: {cohazard-unawaited-task.ConsumingFunctions: "lib::start;lib::Pool::submit;lib::Pool::operator<<"}}' -- -std=c++20 -I%S/../../Inputs
// What a project says of its own types and functions.
#include "coro.h"
#include <functional>
#include <future>

namespace lib {
inline namespace v2 {
struct Plan {};
} // namespace v2
template <class T> struct Reply {
  T get();
};
Plan plan();
Reply<int> ask();
std::future<int> later();

app::Job<> start(int);
struct Pool {
  app::Job<> submit(int);
  app::Job<> operator<<(int);
};
} // namespace lib

void on_close(std::function<void()>);

void named_types() {
  lib::plan();
  // TYPES: :[[@LINE-1]]:3: warning: the task returned by 'lib::plan' is never awaited, so it never runs
  lib::ask();
  // TYPES: :[[@LINE-1]]:3: warning: the task returned by 'lib::ask'
  auto Unread = lib::ask();
  // TYPES: :[[@LINE-1]]:8: warning: the task 'Unread' is never awaited
  auto Read = lib::ask();
  Read.get();
  lib::later();
  // TYPES: :[[@LINE-1]]:3: warning: the task returned by 'lib::later'
  lib::later().get();
}

app::Job<> send();
void dropped() {
  send();
  // CHECK: :[[@LINE-1]]:3: warning: the task returned by 'send' is never awaited
  // TYPES: :[[@LINE-2]]:3: warning: the task returned by 'send'
  // TAKEN: :[[@LINE-3]]:3: warning: the task returned by 'send'
  auto Local = send();
  // CHECK: :[[@LINE-1]]:8: warning: the task 'Local' is never awaited
  // TYPES: :[[@LINE-2]]:8: warning: the task 'Local'
  // TAKEN: :[[@LINE-3]]:8: warning: the task 'Local'
  on_close([]() -> app::Job<> { co_return; });
  // CHECK: :[[@LINE-1]]:12: warning: the task of this coroutine is dropped
  // TYPES: :[[@LINE-2]]:12: warning: the task of this coroutine is dropped
  // TAKEN: :[[@LINE-3]]:12: warning: the task of this coroutine is dropped
}

void taken_over(lib::Pool &Pool) {
  lib::start(1);
  // CHECK: :[[@LINE-1]]:3: warning: the task returned by 'lib::start' is never awaited
  // TYPES: :[[@LINE-2]]:3: warning: the task returned by 'lib::start'
  Pool.submit(1);
  // CHECK: :[[@LINE-1]]:3: warning: the task returned by 'lib::Pool::submit'
  // TYPES: :[[@LINE-2]]:3: warning: the task returned by 'lib::Pool::submit'
  Pool << 1;
  // CHECK: :[[@LINE-1]]:3: warning: the task returned by 'lib::Pool::operator<<'
  // TYPES: :[[@LINE-2]]:3: warning: the task returned by 'lib::Pool::operator<<'
}
