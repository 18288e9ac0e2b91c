// RUN: %check_cohazard %s cohazard-unawaited-task -- -std=c++20 -I%S/../../Inputs
// Is a task replaced before anybody awaited it?
#include <coroutine>
#include <exception>
#include <utility>

struct Task {
  struct promise_type {
    Task get_return_object() { return {}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
  bool await_ready() const { return false; }
  void await_suspend(std::coroutine_handle<>) const {}
  void await_resume() const {}
  bool valid() const { return true; }
  explicit operator bool() const { return true; }
};
Task send(int);
bool ready();

Task overwritten_bad() {
  auto Reply = send(1);
  // CHECK: :[[@LINE-1]]:8: warning: the task 'Reply' is overwritten before it is awaited, so it never runs
  // CHECK: :[[@LINE+2]]:3: note: overwritten here
  // CHECK: note: no fix: whether it should run before that, or not at all, is not known
  Reply = send(2);
  co_await Reply;
}

Task assigned_bad() {
  Task Reply;
  // CHECK: :[[@LINE-1]]:8: warning: the task 'Reply' is never awaited
  Reply = send(1);
  co_return;
}

Task assigned_on_every_branch_bad(bool First) {
  Task Reply;
  // CHECK: :[[@LINE-1]]:8: warning: the task 'Reply' is never awaited
  if (First)
    Reply = send(1);
  else
    Reply = send(2);
  co_return;
}

Task moved_into_another_bad() {
  Task One = send(1), Two;
  // CHECK: :[[@LINE-1]]:23: warning: the task 'Two' is never awaited
  Two = std::move(One);
  co_return;
}

Task awaited_between_ok() {
  auto Reply = send(1);
  co_await Reply;
  Reply = send(2);
  co_await Reply;
}

Task same_condition_ok(bool Wanted) {
  Task Reply;
  if (Wanted)
    Reply = send(1);
  if (Wanted)
    co_await Reply;
}

Task asked_whether_there_is_one_ok() {
  auto Reply = send(1);
  if (!Reply.valid())
    co_return;
  co_await Reply;
}

Task only_asked_bad() {
  auto Reply = send(1);
  // CHECK: :[[@LINE-1]]:8: warning: the task 'Reply' is never awaited
  if (Reply.valid())
    co_return;
}

void tested_bad() {
  if (send(1))
    return;
  // CHECK: :[[@LINE-2]]:7: warning: the task returned by 'send' is tested but never awaited, so it never runs
  while (ready() && !send(2))
    ;
  // CHECK: :[[@LINE-2]]:22: warning: the task returned by 'send' is tested
}
