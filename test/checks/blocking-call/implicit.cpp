// RUN: %check_cohazard %s cohazard-blocking-call -- -std=c++20 -I%S/../../Inputs
// Calls that the source does not spell as calls.
#include "coro.h"
#include <memory>
#include <thread>
#include <unistd.h>

struct Journal {
  Journal() { ::fsync(3); }
  ~Journal() { ::fsync(3); }
};

struct Holder {
  Journal Inner;
};

struct Number {
  operator int() const {
    ::sleep(1);
    return 1;
  }
  Number operator+(const Number &O) const {
    ::sleep(1);
    return O;
  }
};

app::Job<> constructor_bad() {
  auto *J = new Journal;
  // CHECK: :[[@LINE-1]]:17: warning: 'Journal::Journal' blocks the event loop: it reaches 'fsync' (file-sync)
  (void)J;
  co_return;
}

struct Closer {
  ~Closer() { ::fsync(3); }
};

app::Job<> destructor_bad() {
  Closer C;
  // CHECK: :[[@LINE-1]]:10: warning: 'Closer::~Closer' blocks the event loop: it reaches 'fsync' (file-sync)
  co_return;
}

app::Job<> temporary_bad() {
  Closer();
  // CHECK: :[[@LINE-1]]:3: warning: 'Closer::~Closer' blocks the event loop
  co_return;
}

struct Outer {
  Closer Member;
};

app::Job<> member_destructor_bad() {
  Outer O;
  // CHECK: :[[@LINE-1]]:9: warning: 'Outer::~Outer' blocks the event loop: it reaches 'fsync' (file-sync)
  co_return;
}

app::Job<> delete_bad(Closer *C) {
  delete C;
  // CHECK: :[[@LINE-1]]:3: warning: 'Closer::~Closer' blocks the event loop
  co_return;
}

app::Job<> operator_bad(Number A, Number B) {
  (void)(A + B);
  // CHECK: :[[@LINE-1]]:12: warning: 'Number::operator+' blocks the event loop: it reaches 'sleep' (sleep)
  co_return;
}

app::Job<int> conversion_bad(Number A) {
  int I = A;
  // CHECK: :[[@LINE-1]]:11: warning: 'Number::operator int' blocks the event loop: it reaches 'sleep' (sleep)
  co_return I;
}

struct Lines {
  struct Iterator {
    int At;
    int operator*() const { return At; }
    Iterator &operator++() {
      ::sleep(1);
      ++At;
      return *this;
    }
    bool operator!=(const Iterator &O) const { return At != O.At; }
  };
  Iterator begin() const { return {0}; }
  Iterator end() const { return {3}; }
};

app::Job<int> range_for_bad(const Lines &All) {
  int Sum = 0;
  for (int Line : All)
    // CHECK: :[[@LINE-1]]:17: warning: 'Lines::Iterator::operator++' blocks the event loop: it reaches 'sleep' (sleep)
    Sum += Line;
  co_return Sum;
}

int slow_default() {
  ::sleep(1);
  return 1;
}
int with_default(int A = slow_default()) { return A; }

app::Job<int> default_argument_bad() {
  co_return with_default();
  // CHECK: :[[@LINE-1]]:13: warning: 'slow_default' blocks the event loop
}

struct Defaulted {
  int Value = slow_default();
};

app::Job<int> default_initialiser_bad() {
  Defaulted D;
  // CHECK: :[[@LINE-1]]:13: warning: 'Defaulted::Defaulted' blocks the event loop: it reaches 'sleep' (sleep)
  co_return D.Value;
}

struct Awaiter {
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<>) { ::sleep(1); }
  // CHECK: :[[@LINE-1]]:49: warning: 'sleep' blocks the event loop (sleep)
  void await_resume() {}
};

// Unevaluated operands and code that cannot run are silent.
app::Job<int> unevaluated_ok() {
  auto Size = sizeof(slow_default());
  static_assert(noexcept(slow_default()) || true);
  decltype(slow_default()) Zero = 0;
  if constexpr (sizeof(int) == 1)
    slow_default();
  co_return static_cast<int>(Size) + Zero;
}

struct Based {
  explicit Based(int N) { ::sleep(N); }
};
struct Inheriting : Based {
  using Based::Based;
};

app::Job<> inherited_constructor_bad() {
  Inheriting I(1);
  // CHECK: :[[@LINE-1]]:14: warning: 'Inheriting::Inheriting' blocks the event loop: it reaches 'sleep' (sleep)
  co_return;
}

struct Allocated {
  static void *operator new(std::size_t N) {
    ::sleep(1);
    return ::operator new(N);
  }
  static void operator delete(void *P) { ::operator delete(P); }
};

app::Job<> class_new_bad() {
  auto *A = new Allocated;
  // CHECK: :[[@LINE-1]]:13: warning: 'Allocated::operator new' blocks the event loop
  delete A;
  co_return;
}

// A coroutine's parameters end with its frame.
app::Job<> parameter_bad(Closer C) { co_return; }
// CHECK: :[[@LINE-1]]:33: warning: 'Closer::~Closer' blocks the event loop

app::Job<> reference_parameter_ok(Closer &C) { co_return; }

// Only the library's own code destroys it: nothing here asks for the
// destructor that the compiler would write.
struct JoinsAtEnd {
  std::thread Worker;
  ~JoinsAtEnd() { Worker.join(); }
};
struct HoldsOne {
  JoinsAtEnd Part;
};
struct InheritsOne : HoldsOne {};

app::Job<> implicit_destructor_bad() {
  auto Owner = std::make_unique<InheritsOne>();
  // CHECK: :[[@LINE-1]]:8: warning: 'JoinsAtEnd::~JoinsAtEnd' blocks the event loop: it reaches 'std::thread::join' (join)
  co_await std::suspend_always();
}
