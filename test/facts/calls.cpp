// RUN: %cohazard lint --facts %s -- -std=c++20 -I%S/../Inputs | FileCheck %s
// What a body calls, and what a model says of it.
#include "coro.h"
#include <functional>
#include <unistd.h>

static void with(std::function<void()> Do) { Do(); }
// CHECK: calls.cpp:[[@LINE-1]]:13: function with internal
// CHECK: calls.cpp:[[@LINE-2]]:46: invoke parameter#0

struct Base {
  virtual ~Base();
  virtual void run();
};

struct Derived : Base {
  void run() override { ::sleep(1); }
  // CHECK: calls.cpp:[[@LINE-1]]:8: function Derived::run overrides=Base::run
  // CHECK: calls.cpp:[[@LINE-2]]:25: call sleep blocks=sleep by=sleep level=1
};

app::Job<long> work(Base &B, int Fd, char *To) {
  // CHECK: calls.cpp:[[@LINE-1]]:16: function work coroutine async
  B.run();
  // CHECK: calls.cpp:[[@LINE-1]]:5: virtual call Base::run object=parameter#0
  with([] { ::fsync(3); });
  // CHECK: calls.cpp:[[@LINE-1]]:3: call with arg0=(lambda)
  co_await work(B, Fd, To);
  co_return ::read(Fd, To, 1);
  // CHECK: calls.cpp:[[@LINE-1]]:13: call read blocks=io by=read level=2 descriptor=Fd
  // CHECK: calls.cpp:[[@LINE-3]]:3: suspend
}
// CHECK: calls.cpp:[[@LINE-7]]:8: function (lambda) lambda internal
// CHECK: calls.cpp:[[@LINE-8]]:13: call fsync blocks=file-sync by=fsync level=1
