#pragma once
#pragma GCC system_header
#include "shape/runtime.h"
#include <memory>

namespace concurrencpp {

/// Runs by itself; awaited, it goes on where the value was made.
template <class T> class result {
public:
  struct State {
    std::mutex Guard;
    shape::Outcome<T> Gives;
    std::coroutine_handle<> Waiter;
    void finish(std::coroutine_handle<> &Next) {
      std::lock_guard<std::mutex> Lock(Guard);
      Next = Waiter;
    }
  };
  explicit result(std::shared_ptr<State> Shared) : Shared(std::move(Shared)) {}
  T get() { return Shared->Gives.take(); }
  auto resolve() && { return Resolving{std::move(*this)}; }
  auto operator co_await() && { return Awaiting{{std::move(*this)}}; }

private:
  struct Resolving {
    result Whole;
    bool await_ready() const noexcept { return false; }
    bool await_suspend(std::coroutine_handle<> Waiter) {
      std::lock_guard<std::mutex> Lock(Whole.Shared->Guard);
      Whole.Shared->Waiter = Waiter;
      return !Whole.Shared->Gives.done();
    }
    result await_resume() { return std::move(Whole); }
  };
  struct Awaiting : Resolving {
    T await_resume() { return this->Whole.get(); }
  };
  std::shared_ptr<State> Shared;
};

template <class T>
class lazy_result : public shape::Lazy<lazy_result<T>, T> {
public:
  using shape::Lazy<lazy_result<T>, T>::Lazy;
};

class executor {
public:
  virtual ~executor() = default;
  virtual void post(shape::Work Do) = 0;
  template <class F> auto submit(F Do) {
    using T = decltype(Do());
    using State = typename result<T>::State;
    auto Shared = std::make_shared<State>();
    post([Shared, Do = std::move(Do)]() mutable {
      shape::Outcome<T> Gives;
      Gives.run(Do);
      std::coroutine_handle<> Waiter;
      {
        std::lock_guard<std::mutex> Lock(Shared->Guard);
        Shared->Gives = std::move(Gives);
        Waiter = Shared->Waiter;
      }
      if (Waiter)
        Waiter.resume();
    });
    return result<T>(Shared);
  }
};

class thread_pool_executor : public executor {
public:
  void post(shape::Work Do) override { Workers.post(std::move(Do)); }

private:
  shape::Pool Workers;
};

class manual_executor : public executor {
public:
  void post(shape::Work Do) override { Events.post(std::move(Do)); }
  shape::Loop Events;
};

template <class E> auto resume_on(std::shared_ptr<E> Where) {
  return shape::Hop<E>{*Where};
}

class timer_queue {
public:
  template <class D>
  lazy_result<void> make_delay_object(D Delay,
                                      std::shared_ptr<manual_executor> Where) {
    co_await shape::Sleep{Where->Events, Delay};
  }
};

} // namespace concurrencpp
