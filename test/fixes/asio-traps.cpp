// RUN: %check_fix %s --unchanged -- -std=c++20 | FileCheck %s
// REQUIRES: boost
// Calls that must not be moved without a look, and why.
#include <boost/asio.hpp>
#include <cerrno>
#include <cstdio>
#include <mutex>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

namespace asio = boost::asio;

static int slow(int Value) {
  ::fsync(Value);
  return Value;
}

//===-- What the moved code would touch -----------------------------------===//

static int Total;
static thread_local int Depth;
static std::mutex TotalGuard;
static int Guarded;

static void count() { ++Total; }
static void deeper() { count(); }
static int slow_counting(int Value) {
  deeper();
  return slow(Value);
}
static int slow_nesting(int Value) {
  ++Depth;
  return slow(Value);
}
static int slow_guarded(int Value) {
  std::lock_guard Lock(TotalGuard);
  Guarded += Value;
  return Value;
}

struct Session {
  int Seen = 0;
  std::string Name;
  int load() {
    ++Seen;
    return slow(1);
  }
  void rename(std::string To) { Name = std::move(To); }
  int save() const { return slow(static_cast<int>(Name.size())); }
  asio::awaitable<int> run() {
    // CHECK: :[[@LINE+1]]:15: note: a fix would move it off the event loop, but not safely: it writes an object that others may use meanwhile
    co_return load();
  }
};

asio::awaitable<void> shared_state(Session &Other) {
  slow_counting(1);
  // CHECK: :[[@LINE-1]]:3: note: {{.*}}not safely: it writes shared state 'Total'
  slow_nesting(2);
  // CHECK: :[[@LINE-1]]:3: note: {{.*}}not safely: it uses 'Depth', which each thread has of its own
  Other.load();
  // CHECK: :[[@LINE-1]]:9: note: {{.*}}not safely: it writes an object that others may use meanwhile
  Other.save();
  // CHECK: :[[@LINE-1]]:9: note: {{.*}}not safely: it reads 'Session::Name', which 'Session::rename' writes
  slow(Total++);
  // CHECK: :[[@LINE-1]]:3: note: {{.*}}not safely: it writes shared state 'Total'
  co_return;
}

static int unseen(int);
int elsewhere(int);
static int slow_elsewhere() { return slow(elsewhere(1)); }
asio::awaitable<void> unknown() {
  slow_elsewhere();
  // CHECK: :[[@LINE-1]]:3: note: {{.*}}not safely: it reaches 'elsewhere', whose body is not known here
  co_return;
}

//===-- What the coroutine does around it ---------------------------------===//

static void complain() { std::perror("fsync"); }

asio::awaitable<int> errno_afterwards() {
  if (slow(1) < 0)
    // CHECK: :[[@LINE-1]]:7: note: {{.*}}not safely: errno is read afterwards
    co_return errno;
  co_return 0;
}

asio::awaitable<void> errno_in_helper() {
  if (slow(1) < 0)
    // CHECK: :[[@LINE-1]]:7: note: {{.*}}not safely: errno is read afterwards, in 'complain'
    complain();
  co_return;
}

asio::awaitable<void> lock_held() {
  std::lock_guard Lock(TotalGuard);
  slow(1);
  // CHECK: :[[@LINE-1]]:3: note: {{.*}}not safely: the lock 'TotalGuard' is held
  co_return;
}

asio::awaitable<void> given_lock_held(std::mutex &Given) {
  std::unique_lock Lock(Given);
  slow(1);
  // CHECK: :[[@LINE-1]]:3: note: {{.*}}not safely: a lock that the function was given is held
  co_return;
}

asio::awaitable<void> given_guard(std::unique_lock<std::mutex> Lock) {
  slow(1);
  // CHECK: :[[@LINE-1]]:3: note: {{.*}}not safely: a lock that the function was given is held
  co_return;
}

asio::awaitable<void> timer_under_lock() {
  std::lock_guard Lock(TotalGuard);
  std::this_thread::sleep_for(std::chrono::seconds(1));
  // CHECK: :[[@LINE-1]]:3: note: a fix would await a timer instead, but not safely: the lock 'TotalGuard' is held
  co_return;
}

asio::awaitable<bool> under_condition(bool First) {
  bool Both = First && slow(1);
  // CHECK: :[[@LINE-1]]:24: note: {{.*}}not safely: it is evaluated only if another operand says so
  co_return Both || (First ? slow(2) : 3);
  // CHECK: :[[@LINE-1]]:30: note: {{.*}}not safely: it is evaluated only if another operand says so
}

//===-- Where no await can stand ------------------------------------------===//

#define LOAD() slow(1)
#define TWICE(X) ((X) + (X))

struct Config {
  int Value;
  explicit Config(int From) : Value(slow(From)) {}
  Config(const Config &) = delete;
};

static asio::awaitable<int> next() { co_return 1; }
static int with_default(int Value = slow(1)) { return Value; }

asio::awaitable<int> nowhere() {
  try {
    co_await next();
  } catch (...) {
    slow(1);
    // CHECK: :[[@LINE-1]]:5: note: no fix: a catch handler cannot suspend
  }
  int Sum = LOAD();
  // CHECK: :[[@LINE-1]]:13: note: no fix: it stands in a macro
  Sum += TWICE(slow(1));
  // CHECK: :[[@LINE-1]]:10: note: no fix: it stands in a macro
  static int Once = slow(1);
  // CHECK: :[[@LINE-1]]:21: note: no fix: the initialiser of a static variable cannot suspend
  Sum += slow(co_await next());
  // CHECK: :[[@LINE-1]]:10: note: no fix: it contains an await itself
  Config Made(1);
  // CHECK: :[[@LINE-1]]:10: note: no fix: it constructs an object in place
  Sum += with_default();
  // CHECK: :[[@LINE-1]]:10: note: no fix: it stands in a default argument or initialiser
  std::vector<int> Listed{slow(1), 2};
  // CHECK: :[[@LINE-1]]:27: note: no fix: not every compiler gets an await in an expression with an initializer list right
  co_return Sum + Once + Made.Value + Listed[0];
}

int main() {}
