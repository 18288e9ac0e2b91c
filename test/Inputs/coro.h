// The smallest coroutine types that the tests need. None of their names is
// known to any model.
#pragma once
#include <coroutine>
#include <exception>
#include <utility>

namespace app {

// Lazy: starts when awaited.
template <class T = void> struct Job {
  struct promise_type {
    Job get_return_object() {
      return Job{std::coroutine_handle<promise_type>::from_promise(*this)};
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_value(T V) { Value = std::move(V); }
    void unhandled_exception() { std::terminate(); }
    T Value{};
  };
  explicit Job(std::coroutine_handle<promise_type> H) : Handle(H) {}
  Job(Job &&O) noexcept : Handle(std::exchange(O.Handle, {})) {}
  ~Job() {
    if (Handle)
      Handle.destroy();
  }
  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<>) {
    return Handle;
  }
  T await_resume() { return std::move(Handle.promise().Value); }
  std::coroutine_handle<promise_type> Handle;
};

template <> struct Job<void> {
  struct promise_type {
    Job get_return_object() {
      return Job{std::coroutine_handle<promise_type>::from_promise(*this)};
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
  explicit Job(std::coroutine_handle<promise_type> H) : Handle(H) {}
  Job(Job &&O) noexcept : Handle(std::exchange(O.Handle, {})) {}
  ~Job() {
    if (Handle)
      Handle.destroy();
  }
  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<>) {
    return Handle;
  }
  void await_resume() {}
  std::coroutine_handle<promise_type> Handle;
};

// Runs at once and is never awaited.
struct Detached {
  struct promise_type {
    Detached get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
};

// Yields values to whoever iterates; cannot await.
template <class T> struct Sequence {
  struct promise_type {
    Sequence get_return_object() {
      return Sequence{std::coroutine_handle<promise_type>::from_promise(*this)};
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(T V) {
      Value = std::move(V);
      return {};
    }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
    void await_transform() = delete;
    T Value{};
  };
  explicit Sequence(std::coroutine_handle<promise_type> H) : Handle(H) {}
  Sequence(Sequence &&O) noexcept : Handle(std::exchange(O.Handle, {})) {}
  ~Sequence() {
    if (Handle)
      Handle.destroy();
  }
  bool next() {
    Handle.resume();
    return !Handle.done();
  }
  T value() { return Handle.promise().Value; }
  std::coroutine_handle<promise_type> Handle;
};

} // namespace app
