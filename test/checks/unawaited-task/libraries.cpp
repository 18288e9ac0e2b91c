// RUN: %check_cohazard %s cohazard-unawaited-task -- -std=c++20
// What models say of folly and KJ: the names are theirs, the bodies are not.
#include <coroutine>
#include <exception>

namespace folly {
template <class T> struct Future {
  template <class F> Future<T> thenValue(F) && { return {}; }
  T get() &&;
};
Future<int> fetch();

namespace coro {
template <class T> struct Task {
  struct promise_type {
    Task get_return_object();
    std::suspend_always initial_suspend() noexcept;
    std::suspend_always final_suspend() noexcept;
    void return_void();
    void unhandled_exception();
    template <class A> std::suspend_always await_transform(A &&);
  };
  Future<int> semi() &&;
};
// Awaitable by folly's own protocol only.
struct Mutex {
  template <class Awaiter> struct LockOperation {
    Awaiter viaIfAsync(int);
  };
  LockOperation<std::suspend_always> co_lock();
  LockOperation<std::suspend_never> co_scoped_lock();
};
} // namespace coro
} // namespace folly

folly::coro::Task<void> run();

// The library forbids to drop the rest of a chain.
void continuation_bad() {
  folly::fetch().thenValue([](int) {});
  // CHECK: :[[@LINE-1]]:3: warning: the task returned by 'folly::Future::thenValue' is dropped
  int Value = folly::fetch().thenValue([](int) {}).get();
  run().semi();
  // CHECK: :[[@LINE-1]]:3: warning: the task returned by 'folly::coro::Task::semi' is dropped
}

folly::coro::Task<void> lock_bad(folly::coro::Mutex &M) {
  M.co_lock();
  // CHECK: :[[@LINE-1]]:3: warning: the lock operation returned by 'folly::coro::Mutex::co_lock' is never awaited
  auto Lock = M.co_scoped_lock();
  // CHECK: :[[@LINE-1]]:8: warning: the lock operation 'Lock' is never awaited
  co_await M.co_lock();
}

namespace kj {
template <class T> struct Promise {
  ~Promise();
  template <class F> Promise then(F) { return {}; }
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  T await_resume();
};
Promise<int> listen();
} // namespace kj

// KJ's promises run while somebody holds them.
void held_ok() {
  auto Listening = kj::listen();
  auto Chained = kj::listen().then([](int) {});
  kj::listen();
  // CHECK: :[[@LINE-1]]:3: warning: the task returned by 'kj::listen' is dropped
}
