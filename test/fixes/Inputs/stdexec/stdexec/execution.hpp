#pragma once
#pragma GCC system_header
#include "shape/runtime.h"

namespace stdexec {

struct sender_t {};

struct just_sender {
  using sender_concept = sender_t;
};
inline just_sender just() { return {}; }

template <class F> struct then_closure {
  F Do;
};
template <class F> then_closure<F> then(F Do) { return {std::move(Do)}; }

template <class F> struct then_sender {
  using sender_concept = sender_t;
  F Do;
};
template <class F>
then_sender<F> operator|(just_sender, then_closure<F> Closure) {
  return {std::move(Closure.Do)};
}

/// Runs the work on the scheduler; an awaiting task goes on on its own loop.
template <class S, class F> struct starts_on_sender {
  using sender_concept = sender_t;
  using T = decltype(std::declval<F &>()());
  S Scheduler;
  F Do;
  shape::Outcome<T> Gives{};
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> Waiter) {
    Scheduler.post([this, Waiter, Home = shape::Loop::current()] {
      Gives.run(Do);
      Home->post([Waiter] { Waiter.resume(); });
    });
  }
  T await_resume() { return Gives.take(); }
};
template <class S, class F>
starts_on_sender<S, F> starts_on(S Scheduler, then_sender<F> Work) {
  return {Scheduler, std::move(Work.Do)};
}

} // namespace stdexec
