// RUN: %check_cohazard %s cohazard-unawaited-task -- -std=c++20 -I%S/../../Inputs
// In which places does an expression drop its task?
#include "coro.h"
#include <tuple>

app::Job<> send(int);
app::Job<int> fetch(int);
bool ready();
void log(int);

app::Job<> statement_bad() {
  send(1);
  // CHECK: :[[@LINE-1]]:3: warning: the task returned by 'send' is never awaited, so it never runs
  // CHECK: :[[@LINE-2]]:3: note: cast it to void if it is dropped on purpose
  co_await send(2);
}

void plain_function_bad() {
  send(1);
  // CHECK: :[[@LINE-1]]:3: warning: the task returned by 'send' is never awaited
}

void cast_ok() {
  (void)send(1);
  static_cast<void>(send(2));
  void(send(3));
  std::ignore = send(4);
}

void comma_bad() {
  fetch(1), log(1);
  // CHECK: :[[@LINE-1]]:3: warning: the task returned by 'fetch'
  log(2), fetch(2);
  // CHECK: :[[@LINE-1]]:11: warning: the task returned by 'fetch'
}

void conditional_bad() {
  ready() ? fetch(1) : fetch(2);
  // CHECK: :[[@LINE-1]]:13: warning: the task returned by 'fetch'
  // CHECK: :[[@LINE-2]]:24: warning: the task returned by 'fetch'
  ready() ? (void)0 : (void)fetch(3);
}

void bodies_bad(int Kind) {
  if (ready())
    send(1);
  // CHECK: :[[@LINE-1]]:5: warning: the task returned by 'send'
  else
    send(2);
  // CHECK: :[[@LINE-1]]:5: warning: the task returned by 'send'
  for (send(3); ready(); send(4))
    send(5);
  // CHECK: :[[@LINE-2]]:8: warning: the task returned by 'send'
  // CHECK: :[[@LINE-3]]:26: warning: the task returned by 'send'
  // CHECK: :[[@LINE-3]]:5: warning: the task returned by 'send'
  switch (Kind) {
  case 1:
    send(6);
    // CHECK: :[[@LINE-1]]:5: warning: the task returned by 'send'
    break;
  default:
    send(7);
    // CHECK: :[[@LINE-1]]:5: warning: the task returned by 'send'
  }
}

#define RUN_BOTH(A, B)                                                         \
  do {                                                                         \
    A;                                                                         \
    B;                                                                         \
  } while (0)
void macro_argument_bad() {
  RUN_BOTH(send(1), send(2));
  // CHECK: :[[@LINE-1]]:3: warning: the task returned by 'send'
}

app::Job<> statement_expression_ok() {
  auto Task = ({
    log(1);
    send(1);
  });
  co_await std::move(Task);
}

template <class F> void call_bad(F Function) {
  Function();
  // CHECK: :[[@LINE-1]]:3: warning: the task returned by 'Function'
}
void instances() {
  call_bad([] { return send(1); });
  call_bad([] { return send(2); });
  call_bad([] {});
}

struct Session {
  app::Job<> operator<<(int);
  app::Job<> close();
  Session &self();
};
void members_bad(Session &S) {
  S << 1;
  // CHECK: :[[@LINE-1]]:3: warning: the task returned by 'Session::operator<<'
  S.self().close();
  // CHECK: :[[@LINE-1]]:3: warning: the task returned by 'Session::close'
}

void lambda_called_bad() {
  []() -> app::Job<> { co_return; }();
  // CHECK: :[[@LINE-1]]:3: warning: the task created here is never awaited
}

struct Request {
  operator app::Job<>() const;
};
void converted_bad(Request R) {
  static_cast<app::Job<>>(R);
  // CHECK: :[[@LINE-1]]:3: warning: the task returned by 'Request::operator
  app::Job<> Sent = R;
  // CHECK: :[[@LINE-1]]:14: warning: the task 'Sent' is never awaited
}

void unevaluated_ok() {
  using Type = decltype(send(1));
  static_assert(sizeof(send(1)) > 0);
  if constexpr (sizeof(int) == 1)
    send(2);
}

void taken(app::Job<> &&);
app::Job<> taken_ok() {
  taken(send(1));
  return send(2);
}
