// RUN: %check_cohazard %s cohazard-blocking-call -- -std=c++20 -I%S/../../Inputs
// What runs only when the program is about to end, and the assertions of test
// frameworks.
#include "coro.h"
#include <cstdlib>
#include <exception>
#include <unistd.h>

[[noreturn]] void die() {
  fsync(1);
  std::abort();
}
void check(bool Ok) {
  if (!Ok)
    die();
}
void check_here(bool Ok) {
  if (!Ok) {
    fsync(2);
    std::terminate();
  }
}
void check_code(bool Ok) {
  if (!Ok) {
    fsync(2);
    std::exit(EXIT_FAILURE);
  }
}

// The work, at the end of which the program has succeeded.
void all_of_it() {
  fsync(3);
  std::exit(0);
}
// It may return, and it may go on.
void retry(bool Ok) {
  fsync(4);
  if (Ok)
    return;
  std::abort();
}
void serve() {
  for (;;)
    fsync(5);
  std::abort();
}

namespace Catch {
struct AssertionHandler {
  void complete() { fsync(6); }
};
} // namespace Catch

app::Job<> run(bool Ok) {
  check(Ok);
  check_here(Ok);
  check_code(Ok);
  all_of_it();
  // CHECK: :[[@LINE-1]]:3: warning: 'all_of_it' blocks the event loop: it reaches 'fsync'
  retry(Ok);
  // CHECK: :[[@LINE-1]]:3: warning: 'retry' blocks the event loop: it reaches 'fsync'
  serve();
  // CHECK: :[[@LINE-1]]:3: warning: 'serve' blocks the event loop: it reaches 'fsync'
  Catch::AssertionHandler Handler;
  Handler.complete();
  if (!Ok) {
    fsync(7);
    std::abort();
  }
  fsync(8);
  // CHECK: :[[@LINE-1]]:3: warning: 'fsync' blocks the event loop
  co_return;
}
