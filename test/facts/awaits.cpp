// RUN: %cohazard lint --facts %s -- -std=c++20 -I%S/../Inputs | FileCheck %s
// Where may a dropped task be awaited, and what must stand around it?
#include "coro.h"

app::Job<> send(int);
app::Job<int> fetch();
bool closing();

app::Job<> places(bool Now) {
  send(1);
  // CHECK: awaits.cpp:[[@LINE-1]]:3: dropped {{.*}} by=send await=legal at=[[@LINE-1]]:3-[[@LINE-1]]:10 yields-void
  fetch(), send(2);
  // CHECK: awaits.cpp:[[@LINE-1]]:12: dropped {{.*}} await=legal at=[[@LINE-1]]:12-[[@LINE-1]]:19 yields-void
  // CHECK: awaits.cpp:[[@LINE-2]]:3: dropped {{.*}} await=legal at=[[@LINE-2]]:3-[[@LINE-2]]:10{{$}}
  (void)fetch();
  // CHECK: void-cast await=legal at=[[@LINE-1]]:9-[[@LINE-1]]:16
  try {
    co_await send(3);
  } catch (...) {
    send(4);
    // CHECK: awaits.cpp:[[@LINE-1]]:5: dropped {{.*}} await=handler
  }
  static int Once = (fetch(), 1);
  // CHECK: awaits.cpp:[[@LINE-1]]:22: dropped {{.*}} await=static-initializer
  [] { send(5); }();
  // CHECK: awaits.cpp:[[@LINE-1]]:8: dropped {{.*}} await=no-coroutine
  auto Late = []() -> app::Job<> {
    send(6);
    // CHECK: awaits.cpp:[[@LINE-1]]:5: dropped {{.*}} await=legal
    co_return;
  };
  co_await Late();
}

void plain_function() {
  send(1);
  // CHECK: awaits.cpp:[[@LINE-1]]:3: dropped {{.*}} await=no-coroutine
}

app::Sequence<int> generator() {
  send(1);
  // CHECK: awaits.cpp:[[@LINE-1]]:3: dropped {{.*}} await=not-awaitable
  co_yield 1;
}

app::Job<> locals() {
  auto Value = fetch();
  // CHECK: awaits.cpp:[[@LINE-1]]:8: dropped {{.*}} variable=Value {{.*}}await=legal at=[[@LINE-1]]:16-[[@LINE-1]]:23{{$}}
  app::Job<> Braced{send(1)};
  // CHECK: variable=Braced {{.*}}await=legal at=[[@LINE-1]]:21-[[@LINE-1]]:28 yields-void
  co_return;
}

//===-- What must be put in parentheses -----------------------------------===//

struct Chain {
  struct promise_type {
    Chain get_return_object() { return {}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
  bool await_ready() const { return false; }
  void await_suspend(std::coroutine_handle<promise_type>) const {}
  Chain await_resume() const { return {}; }
  bool ready() const { return true; }
  explicit operator bool() const { return true; }
  Chain operator!() const { return {}; }
};
Chain link();
Chain operator|(Chain, Chain);

Chain parentheses() {
  link() | link();
  // CHECK: await=legal at=[[@LINE-1]]:3-[[@LINE-1]]:18 parenthesize-operand{{$}}
  (link() | link());
  // CHECK: await=legal at=[[@LINE-1]]:4-[[@LINE-1]]:19 parenthesize-operand{{$}}
  !link();
  // CHECK: await=legal at=[[@LINE-1]]:3-[[@LINE-1]]:10{{$}}
  if (link().ready())
    co_return;
  // CHECK: tested {{.*}}await=legal at=[[@LINE-2]]:7-[[@LINE-2]]:13 parenthesize-whole
  if (link())
    co_return;
  // CHECK: tested {{.*}}await=legal at=[[@LINE-2]]:7-[[@LINE-2]]:13{{$}}
}

// Chain's awaiter takes only the handle of a Chain.
app::Job<> other_promise() {
  link();
  // CHECK: awaits.cpp:[[@LINE-1]]:3: dropped {{.*}} await=not-awaitable
  co_return;
}

//===-- Macros and templates ----------------------------------------------===//

#define SEND_TWICE send(1), send(2)
#define RUN(Expression)                                                        \
  do {                                                                         \
    Expression;                                                                \
  } while (false)
app::Job<> macros() {
  SEND_TWICE;
  // CHECK: awaits.cpp:[[@LINE-1]]:3: dropped {{.*}} await=macro
  // CHECK: awaits.cpp:[[@LINE-2]]:3: dropped {{.*}} await=macro
  RUN(send(3));
  // CHECK: awaits.cpp:[[@LINE-1]]:3: dropped {{.*}} await=unproven at=[[@LINE-1]]:7-[[@LINE-1]]:14
  co_return;
}

template <class T> app::Job<> instance(T Sender) {
  Sender();
  // CHECK: awaits.cpp:[[@LINE-1]]:3: dropped {{.*}} await=unproven
  co_return;
}
app::Job<> instances() { co_await instance([] { return send(1); }); }

//===-- Promises that choose what they await ------------------------------===//

struct Choosy {
  struct promise_type : Chain::promise_type {
    Choosy get_return_object() { return {}; }
    Chain await_transform(app::Job<int> &&);
    Chain await_transform(Chain &);
  };
};
Choosy choosy() {
  fetch();
  // CHECK: awaits.cpp:[[@LINE-1]]:3: dropped {{.*}} await=legal
  send(1);
  // CHECK: awaits.cpp:[[@LINE-1]]:3: dropped {{.*}} await=not-awaitable
  link();
  // CHECK: awaits.cpp:[[@LINE-1]]:3: dropped {{.*}} await=not-awaitable
  co_return;
}

struct Generous {
  struct promise_type : Chain::promise_type {
    Generous get_return_object() { return {}; }
    template <class T> T await_transform(T &&);
  };
};
Generous generous() {
  send(1);
  // CHECK: awaits.cpp:[[@LINE-1]]:3: dropped {{.*}} await=unproven
  co_return;
}
