// RUN: %check_cohazard %s cohazard-unawaited-task -- -std=c++20 -I%S/../../Inputs
// Is a task in a local variable consumed on every path?
#include "coro.h"
#include <future>
#include <vector>

app::Job<> send(int);
bool ready();
void use(app::Job<> &);
[[noreturn]] void die();

void never_bad() {
  auto Reply = send(1);
  // CHECK: :[[@LINE-1]]:8: warning: the task 'Reply' is never awaited, so it never runs
}

app::Job<> early_return_bad() {
  auto Reply = send(1);
  // CHECK: :[[@LINE-1]]:8: warning: the task 'Reply' is not awaited on every path, so it may never run
  // CHECK: :[[@LINE+3]]:5: note: not awaited on this path
  // CHECK: note: no fix: whether it should run on that path is not known
  if (ready())
    co_return;
  co_await Reply;
}

app::Job<> loop_bad() {
  for (int I = 0; I < 3; ++I) {
    auto Reply = send(I);
    // CHECK: :[[@LINE-1]]:10: warning: the task 'Reply' is not awaited on every path
    // CHECK: :[[@LINE+2]]:7: note: not awaited on this path
    if (ready())
      continue;
    co_await Reply;
  }
}

app::Job<> conditional_initialiser_bad(bool First) {
  auto Reply = First ? send(1) : send(2);
  // CHECK: :[[@LINE-1]]:8: warning: the task 'Reply' is never awaited
  co_return;
}

app::Job<> moved_into_another_bad() {
  auto One = send(1);
  auto Two = std::move(One);
  // CHECK: :[[@LINE-1]]:8: warning: the task 'Two' is never awaited
  co_return;
}

app::Job<> moved_from_parameter_bad(app::Job<> Given) {
  auto Taken = std::move(Given);
  // CHECK: :[[@LINE-1]]:8: warning: the task 'Taken' is not awaited on every path
  if (ready())
    co_return;
  co_await Taken;
}

app::Job<> every_path_ok() {
  auto Reply = send(1);
  if (ready())
    co_await Reply;
  else
    use(Reply);
}

app::Job<> throw_ok() {
  auto Reply = send(1);
  if (ready())
    throw 1;
  if (ready())
    die();
  co_await Reply;
}

app::Job<> passed_on_ok(std::vector<app::Job<>> &All) {
  auto One = send(1);
  All.push_back(std::move(One));
  auto Two = send(2);
  auto Later = [&Two] { use(Two); };
  Later();
  auto Three = send(3);
  auto *Pointer = &Three;
  co_await *Pointer;
}

app::Job<> cast_ok() {
  auto Reply = send(1);
  (void)Reply;
  co_return;
}

app::Job<> maybe_unused_ok() {
  [[maybe_unused]] auto Reply = send(1);
  co_return;
}

// Missed on purpose: whether both conditions agree is not known.
app::Job<> FN_conditionally_made(bool Wanted) {
  app::Job<> Reply = Wanted ? send(1) : app::Job<>{nullptr};
  if (ready())
    co_await Reply;
}

app::Job<> loop_runs_once_ok() {
  auto Reply = send(0);
  for (int I = 0; I < 2; ++I)
    co_await Reply;
}

// Whether the loop runs at all is not known.
app::Job<> FP_loop_may_not_run() {
  auto Reply = send(0);
  // CHECK: :[[@LINE-1]]:8: warning: the task 'Reply' is not awaited on every path
  while (ready())
    co_await Reply;
}

#define ASSERT_READY()                                                         \
  if (!ready())                                                                \
  co_return
app::Job<> assertion_ok() {
  auto Reply = send(0);
  ASSERT_READY();
  co_await Reply;
}

#define REQUIRE_THROWS(Expression)                                             \
  if (ready())                                                                 \
    try {                                                                      \
      Expression;                                                              \
    } catch (...) {                                                            \
    }
void asserted_ok() {
  auto Reply = send(0);
  REQUIRE_THROWS(use(Reply));
}

void std_async_bad() {
  std::async([] { return 1; });
  // CHECK: :[[@LINE-1]]:3: warning: the future returned by 'std::async' blocks here in its destructor, so the work does not run in parallel
  auto Result = std::async([] { return 1; });
  // CHECK: :[[@LINE-1]]:8: warning: the future returned by 'std::async' blocks here
  std::async(std::launch::deferred, [] { return 1; });
  // CHECK: :[[@LINE-1]]:3: warning: the future returned by 'std::async' is never awaited, so it never runs
}

int future_ok(std::promise<int> &Promise) {
  Promise.get_future();
  auto Result = std::async([] { return 1; });
  return Result.get();
}
