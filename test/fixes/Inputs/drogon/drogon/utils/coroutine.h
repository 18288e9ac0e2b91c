#pragma once
#pragma GCC system_header
#include <trantor/net/EventLoop.h>

namespace drogon {

template <class T = void> class Task : public shape::Lazy<Task<T>, T> {
public:
  using shape::Lazy<Task<T>, T>::Lazy;
};

struct LoopAwaiter {
  trantor::EventLoop *Works;
  std::function<void()> Do;
  trantor::EventLoop *Resumes;
  std::exception_ptr Error = nullptr;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> Waiter) {
    Works->queueInLoop([this, Waiter] {
      try {
        Do();
      } catch (...) {
        Error = std::current_exception();
      }
      if (Resumes && Resumes != Works)
        Resumes->queueInLoop([Waiter] { Waiter.resume(); });
      else
        Waiter.resume();
    });
  }
  void await_resume() const {
    if (Error)
      std::rethrow_exception(Error);
  }
};

inline LoopAwaiter queueInLoopCoro(trantor::EventLoop *Works,
                                   std::function<void()> Do,
                                   trantor::EventLoop *Resumes = nullptr) {
  return {Works, std::move(Do), Resumes};
}

template <class R, class P>
shape::Sleep sleepCoro(trantor::EventLoop *On,
                       std::chrono::duration<R, P> Delay) {
  return {On->Events, Delay};
}

} // namespace drogon
