// What the headers in the shape of coroutine libraries are made of: an event
// loop, a pool of one thread and a lazy coroutine. No library's own code.
#pragma once
#pragma GCC system_header
#include <chrono>
#include <condition_variable>
#include <coroutine>
#include <deque>
#include <exception>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <type_traits>
#include <utility>

namespace shape {

using Work = std::function<void()>;

/// Runs work and timers on the thread that calls run().
class Loop {
public:
  void post(Work Do) { add(std::chrono::steady_clock::now(), std::move(Do)); }
  void after(std::chrono::nanoseconds Delay, Work Do) {
    add(std::chrono::steady_clock::now() + Delay, std::move(Do));
  }
  void run() {
    Current = this;
    while (Work Do = next())
      Do();
    Current = nullptr;
  }
  void stop() {
    {
      std::lock_guard<std::mutex> Lock(Guard);
      Stopped = true;
    }
    Changed.notify_all();
  }
  static Loop *current() { return Current; }

private:
  void add(std::chrono::steady_clock::time_point When, Work Do) {
    {
      std::lock_guard<std::mutex> Lock(Guard);
      Waiting.emplace(When, std::move(Do));
    }
    Changed.notify_all();
  }
  Work next() {
    std::unique_lock<std::mutex> Lock(Guard);
    while (!Stopped) {
      if (Waiting.empty()) {
        Changed.wait(Lock);
      } else if (auto First = Waiting.begin();
                 First->first > std::chrono::steady_clock::now()) {
        Changed.wait_until(Lock, First->first);
      } else {
        Work Do = std::move(First->second);
        Waiting.erase(First);
        return Do;
      }
    }
    return nullptr;
  }

  inline static thread_local Loop *Current = nullptr;
  std::mutex Guard;
  std::condition_variable Changed;
  std::multimap<std::chrono::steady_clock::time_point, Work> Waiting;
  bool Stopped = false;
};

/// A loop with a thread of its own.
class Pool : public Loop {
public:
  ~Pool() {
    stop();
    Thread.join();
  }

private:
  std::thread Thread{[this] { run(); }};
};

/// Awaited, goes on where \p Runner runs its work.
template <class Runner> struct Hop {
  Runner &To;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> Waiter) {
    To.post([Waiter] { Waiter.resume(); });
  }
  void await_resume() const noexcept {}
};

struct Sleep {
  Loop &On;
  std::chrono::nanoseconds Delay;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> Waiter) {
    On.after(Delay, [Waiter] { Waiter.resume(); });
  }
  void await_resume() const noexcept {}
};

/// What a coroutine ends with: a value, a reference, nothing or an exception.
template <class T> class Outcome {
  using Kept =
      std::conditional_t<std::is_reference_v<T>, std::remove_reference_t<T> *, T>;
  std::optional<Kept> Value;
  std::exception_ptr Error;

public:
  template <class U> void set(U &&Given) {
    if constexpr (std::is_reference_v<T>)
      Value.emplace(&Given);
    else
      Value.emplace(std::forward<U>(Given));
  }
  void fail() { Error = std::current_exception(); }
  bool done() const { return Value || Error; }
  template <class F> void run(F &&Do) {
    try {
      set(Do());
    } catch (...) {
      fail();
    }
  }
  T take() {
    if (Error)
      std::rethrow_exception(Error);
    if constexpr (std::is_reference_v<T>)
      return **Value;
    else
      return std::move(*Value);
  }
};

template <> class Outcome<void> {
  std::exception_ptr Error;
  bool Done = false;

public:
  void set() { Done = true; }
  void fail() { Error = std::current_exception(); }
  bool done() const { return Done || Error; }
  template <class F> void run(F &&Do) {
    try {
      Do();
      set();
    } catch (...) {
      fail();
    }
  }
  void take() {
    if (Error)
      std::rethrow_exception(Error);
  }
};

template <class T> struct PromiseBase {
  struct Final {
    bool await_ready() const noexcept { return false; }
    template <class P>
    std::coroutine_handle<> await_suspend(std::coroutine_handle<P> Ended) noexcept {
      return Ended.promise().Waiter;
    }
    void await_resume() const noexcept {}
  };
  std::suspend_always initial_suspend() noexcept { return {}; }
  Final final_suspend() noexcept { return {}; }
  void unhandled_exception() { Gives.fail(); }

  std::coroutine_handle<> Waiter = std::noop_coroutine();
  Outcome<T> Gives;
};

template <class Task, class T> struct Promise : PromiseBase<T> {
  Task get_return_object() {
    return Task(std::coroutine_handle<Promise>::from_promise(*this));
  }
  template <class U> void return_value(U &&Value) {
    this->Gives.set(std::forward<U>(Value));
  }
};

template <class Task> struct Promise<Task, void> : PromiseBase<void> {
  Task get_return_object() {
    return Task(std::coroutine_handle<Promise>::from_promise(*this));
  }
  void return_void() { Gives.set(); }
};

/// The base of a lazy task type.
template <class Task, class T> class Lazy {
public:
  using promise_type = Promise<Task, T>;
  using Handle = std::coroutine_handle<promise_type>;

  explicit Lazy(Handle Own) : Own(Own) {}
  Lazy(Lazy &&Other) noexcept : Own(std::exchange(Other.Own, nullptr)) {}
  ~Lazy() {
    if (Own)
      Own.destroy();
  }
  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> Waiter) noexcept {
    Own.promise().Waiter = Waiter;
    return Own;
  }
  T await_resume() { return Own.promise().Gives.take(); }

private:
  Handle Own;
};

/// A coroutine that nobody waits for.
struct Detached {
  struct promise_type {
    Detached get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
};

/// Awaits \p Task on \p On, hands its value to \p Then and stops the loop.
template <class Task, class F> Detached runOn(Loop &On, Task What, F Then) {
  co_await Hop<Loop>{On};
  Then(co_await std::move(What));
  On.stop();
}

/// Counts how often a timer fires while a loop runs.
class Ticker {
public:
  explicit Ticker(Loop &On) : On(On) { next(); }
  int count() const { return Count; }

private:
  void next() {
    On.after(std::chrono::milliseconds(2), [this] {
      ++Count;
      next();
    });
  }
  Loop &On;
  int Count = 0;
};

} // namespace shape
