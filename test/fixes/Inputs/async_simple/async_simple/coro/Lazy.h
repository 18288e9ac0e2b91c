#pragma once
#pragma GCC system_header
#include <async_simple/Executor.h>

namespace async_simple::coro {

struct LazyPromiseBase {
  Executor *Runs = nullptr;
  LazyPromiseBase *Parent = nullptr;

  struct Current {
    Executor *Runs;
    bool await_ready() const noexcept { return true; }
    void await_suspend(std::coroutine_handle<>) const noexcept {}
    Executor *await_resume() const noexcept { return Runs; }
  };
  Current await_transform(CurrentExecutor) { return {Runs}; }
  template <class A> A &&await_transform(A &&Other) {
    if constexpr (requires { Other.startsFrom(this); })
      Other.startsFrom(this);
    return std::forward<A>(Other);
  }
};

template <class Task, class T>
struct LazyPromise : shape::PromiseBase<T>, LazyPromiseBase {
  Task get_return_object() {
    return Task(std::coroutine_handle<LazyPromise>::from_promise(*this));
  }
  template <class U> void return_value(U &&Value) {
    this->Gives.set(std::forward<U>(Value));
  }
};
template <class Task>
struct LazyPromise<Task, void> : shape::PromiseBase<void>, LazyPromiseBase {
  Task get_return_object() {
    return Task(std::coroutine_handle<LazyPromise>::from_promise(*this));
  }
  void return_void() { Gives.set(); }
};

/// Knows the executor that it runs on, and hands it to what it awaits.
template <class T = void> class Lazy {
public:
  using promise_type = LazyPromise<Lazy, T>;
  explicit Lazy(std::coroutine_handle<promise_type> Own) : Own(Own) {}
  Lazy(Lazy &&Other) noexcept : Own(std::exchange(Other.Own, nullptr)) {}
  ~Lazy() {
    if (Own)
      Own.destroy();
  }
  void startsFrom(LazyPromiseBase *Parent) {
    Own.promise().Parent = Parent;
    Own.promise().Runs = Parent->Runs;
  }
  Lazy &&setEx(Executor *Runs) && {
    Own.promise().Runs = Runs;
    return std::move(*this);
  }
  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> Waiter) noexcept {
    Own.promise().Waiter = Waiter;
    return Own;
  }
  T await_resume() { return Own.promise().Gives.take(); }

private:
  std::coroutine_handle<promise_type> Own;
};

} // namespace async_simple::coro
