// RUN: %check_fix %s --unchanged --settings="{executor: app::pool, loop: app::scheduler, confined: [app::Widget]}" -- -std=c++20 -I%S/Inputs -I%S/Inputs/libcoro -Wno-gnu-statement-expression | FileCheck %s
// Calls that stay where they are: what a move would change is more than the
// thread.
#include "slow.h"
#include <cerrno>
#include <coro/scheduler.hpp>
#include <coro/task.hpp>
#include <coro/thread_pool.hpp>
#include <cstdio>
#include <cstring>
#include <string_view>

namespace app {
auto pool = coro::thread_pool::make_unique();
auto scheduler = coro::scheduler::make_unique();

struct Widget {
  virtual ~Widget() = default;
  int Shown = 0;
};
struct Label : Widget {};
} // namespace app

//===-- Objects that belong to one thread ----------------------------------===//

static app::Label *Status;
static int ask() { return Status->Shown; }
static int ask_one() { return ask(); }
static int slow_ask_all() { return slow(ask_one()); }
static int slow_draw(const app::Widget &View) { return slow(View.Shown); }

coro::task<void> confined(app::Label &View) {
  slow_draw(View);
  // CHECK: :[[@LINE-1]]:3: note: {{.*}}not safely: it uses 'View', which belongs to its thread
  slow_ask_all();
  // CHECK: :[[@LINE-1]]:3: note: {{.*}}not safely: it uses 'Status', which belongs to its thread
  co_return;
}

//===-- What each thread has of its own, three calls deep -------------------===//

static thread_local int Depth;
static void enter() { ++Depth; }
static void begin() { enter(); }
static int slow_deep() {
  begin();
  return slow(1);
}
static void print_cause() { std::perror("slow"); }
static void explain() { print_cause(); }
static void complain() { explain(); }

coro::task<void> own_state() {
  slow_deep();
  // CHECK: :[[@LINE-1]]:3: note: {{.*}}not safely: it uses 'Depth', which each thread has of its own
  co_return;
}

coro::task<void> errno_deep() {
  if (slow(1) < 0)
    // CHECK: :[[@LINE-1]]:7: note: {{.*}}not safely: errno is read afterwards, in 'complain'
    complain();
  co_return;
}

//===-- What others may change meanwhile -------------------------------------===//

struct Server {
  std::vector<int> Sessions;
  coro::task<void> ping() {
    for (int Id : Sessions)
      slow(Id);
    // CHECK: :[[@LINE-1]]:7: note: {{.*}}not safely: the loop around it goes through 'Sessions', which others may change meanwhile
    co_return;
  }
};

coro::task<void> each(const std::vector<int> &Ids) {
  for (int Id : Ids)
    slow(Id);
  // CHECK: :[[@LINE-1]]:5: note: {{.*}}not safely: the loop around it goes through 'Ids', which others may change meanwhile
  co_return;
}

//===-- What would end with the call ----------------------------------------===//

static std::string_view slow_trim(std::string_view Text) {
  return Text.substr(slow(0));
}
static const std::string &slow_pick(const std::string &A, const std::string &B) {
  return slow(1) ? A : B;
}

coro::task<void> temporaries() {
  std::string First(slow_trim(std::string("text")));
  // CHECK: :[[@LINE-1]]:21: note: no fix: its value may lead into a temporary that ends with the call
  std::string Second = slow_pick(First, "other");
  // CHECK: :[[@LINE-1]]:24: note: no fix: its value may lead into a temporary that ends with the call
  std::size_t Size = std::strlen(slow_pick("a", First).c_str());
  // CHECK: :[[@LINE-1]]:34: note: no fix: its value may lead into a temporary that ends with the call
  (void)Size;
  co_return;
}

//===-- Where nothing is to be done ------------------------------------------===//

struct Defaults {
  int Value = slow(1);
};

coro::task<int> nothing() {
  slow(1); // NOLINT(cohazard-blocking-call)
  int Sum = sizeof(slow(1));
  if constexpr (sizeof(int) == 1)
    slow(2);
  Defaults Made{};
  // CHECK: :[[@LINE-1]]:17: note: no fix: it stands in a default argument or initialiser
  Sum += ({ slow(3); });
  // CHECK: :[[@LINE-1]]:13: note: no fix: not every compiler gets an await in a statement expression right
  co_return Sum + Made.Value;
}

int main() {}
