// RUN: %check_cohazard %s cohazard-unawaited-task -- -std=c++20 -I%S/../../Inputs
// Which types are tasks, and what is lost when one is dropped?
#include "coro.h"
#include <chrono>
#include <memory>
#include <optional>
#include <utility>

#define AWAITER(T)                                                             \
  bool await_ready() const { return false; }                                   \
  void await_suspend(std::coroutine_handle<>) const {}                         \
  T await_resume() const { return T(); }
#define PROMISE(R, START)                                                      \
  R get_return_object() { return {}; }                                         \
  START initial_suspend() noexcept { return {}; }                              \
  std::suspend_always final_suspend() noexcept { return {}; }                  \
  void unhandled_exception() {}

struct Eager {
  struct promise_type {
    PROMISE(Eager, std::suspend_never)
    void return_void() {}
  };
  AWAITER(void)
};
Eager eager();
void eager_bad() {
  eager();
  // CHECK: :[[@LINE-1]]:3: warning: the task returned by 'eager' is dropped, so its result and exception are lost
}

struct Sleep {
  int Milliseconds;
  AWAITER(void)
};
Sleep sleep_for(int);
app::Job<> operation_bad() {
  sleep_for(10);
  // CHECK: :[[@LINE-1]]:3: warning: the operation returned by 'sleep_for' is never awaited, so it never starts
  Sleep{10};
  // CHECK: :[[@LINE-1]]:3: warning: the operation returned by 'Sleep' is never awaited
  co_await Sleep{10};
}

struct Mutex {
  Sleep lock_async();
  bool try_lock();
};
app::Job<> lock_bad(Mutex &M) {
  auto Lock = M.lock_async();
  // CHECK: :[[@LINE-1]]:8: warning: the lock operation 'Lock' is never awaited, so the lock is not taken
  M.lock_async();
  // CHECK: :[[@LINE-1]]:3: warning: the lock operation returned by 'Mutex::lock_async' is never awaited, so the lock is not taken
  M.try_lock();
  // A guard is not read, so the attribute does not excuse it.
  [[maybe_unused]] auto Unread = M.lock_async();
  // CHECK: :[[@LINE-1]]:25: warning: the lock operation 'Unread' is never awaited
  co_return;
}

struct Sender {
  struct completion_signatures {};
};
Sender just(int);
void sender_bad() {
  just(1);
  // CHECK: :[[@LINE-1]]:3: warning: the sender returned by 'just' is never awaited, so it never runs
}

// The promise and the operator co_await are both outside of the class.
struct Action {};
Sleep operator co_await(const Action &);
template <class... Args> struct std::coroutine_traits<Action, Args...> {
  struct promise_type {
    PROMISE(Action, std::suspend_never)
    void return_void() {}
  };
};
Action act();
void traits_bad() {
  act();
  // CHECK: :[[@LINE-1]]:3: warning: the task returned by 'act' is dropped
}

// Awaited only through a general await_transform, as this TU shows.
struct Transformed {
  struct promise_type {
    PROMISE(Transformed, std::suspend_always)
    void return_void() {}
    template <class T> Sleep await_transform(T &&) { return {}; }
  };
};
Transformed work();
Transformed transformed_bad() {
  work();
  // CHECK: :[[@LINE-1]]:3: warning: the task returned by 'work' is never awaited
  co_await work();
}

app::Job<app::Job<>> nested();
app::Job<> nested_bad() {
  co_await nested();
  // CHECK: :[[@LINE-1]]:3: warning: the task returned by 'nested' is never awaited
  co_await co_await nested();
}

app::Detached detached();
app::Sequence<int> numbers();
std::chrono::seconds patience();
std::suspend_always rest();
void no_task_ok() {
  detached();
  auto Handle = detached();
  numbers();
  patience();
  rest();
}

struct Result {
  std::optional<int> Value;
  bool has_value() const;
  AWAITER(int)
  struct promise_type {
    PROMISE(Result, std::suspend_never)
    void return_value(int) {}
  };
};
Result parse();
void result_ok() { parse(); }

// Not even its members need be known.
struct Option {
  explicit operator bool() const;
  int &value() const;
  AWAITER(int)
  struct promise_type {
    PROMISE(Option, std::suspend_never)
    void return_value(int) {}
  };
};
Option find();
void option_ok() { find(); }

struct Handle {
  AWAITER(void)
  void join();
};
Handle spawn(app::Job<>);
[[clang::annotate("cohazard::consumes_task")]] app::Job<> keep(app::Job<>);
app::Job<> job();
void spawned_ok() {
  spawn(job());
  auto Running = spawn(job());
  keep(job());
}

struct Group {
  ~Group();
  AWAITER(void)
};
Group open();
void scope_ok() { auto Scope = open(); }

struct Owner {
  app::Job<> First = job();
  app::Job<> &first();
};
void stored_ok(Owner &O) {
  O.first();
  auto Shared = std::make_shared<app::Job<>>(job());
}

// A callback takes what an eager task yields: nothing waits for the chain.
struct Chained : Eager {
  struct promise_type {
    PROMISE(Chained, std::suspend_never)
    void return_void() {}
  };
  template <class F> Chained then(F) { return {}; }
};
Chained chained();
void last_continuation_ok() {
  chained().then([] {});
  auto Kept = chained().then([] {});
  Kept.then([] {});
}
void kept_continuation_bad() {
  auto Kept = chained().then([] {});
  // CHECK: :[[@LINE-1]]:8: warning: the task 'Kept' is dropped, so its result and exception are lost
}

// What Qt's moc makes of a slot hands the task on if somebody asks for it.
struct Window {
  Eager start();
  static void qt_static_metacall(Window *Object, void **Arguments) {
    Eager Result = Object->start();
    if (Arguments[0])
      *reinterpret_cast<Eager *>(Arguments[0]) = std::move(Result);
  }
  static void call(Window *Object, void **Arguments) {
    Eager Result = Object->start();
    // CHECK: :[[@LINE-1]]:11: warning: the task 'Result' is dropped on some path
    if (Arguments[0])
      *reinterpret_cast<Eager *>(Arguments[0]) = std::move(Result);
  }
};
