// RUN: %check_fix %s --unchanged --settings="offload: 'co_await app::offload([&] { return ${expr}; })'" -- -std=c++20 -I%S/../Inputs | FileCheck %s
// What makes a moved call unsafe may be calls away, behind a lambda, or beside
// it in the same expression. Nothing here may be changed.
#include "coro.h"
#include <clocale>
#include <csignal>
#include <fstream>
#include <functional>
#include <pthread.h>
#include <string>
#include <unistd.h>
#include <vector>

namespace app {
template <typename F> auto offload(F Do) -> Job<decltype(Do())> {
  co_return Do();
}
} // namespace app

static int slow(int Value) {
  ::fsync(Value);
  return Value;
}

//===-- State of the thread or of the process, three calls away -----------===//

static int changing_directory(const char *To) { return ::chdir(To); }
static int changing_locale() { return std::setlocale(LC_ALL, "") != nullptr; }
static int blocking_signals() {
  sigset_t Set;
  sigemptyset(&Set);
  return ::pthread_sigmask(SIG_BLOCK, &Set, nullptr);
}
static int asking_thread() { return pthread_equal(pthread_self(), pthread_self()); }

static int directory() { return slow(1) + changing_directory("/"); }
static int locale() { return slow(1) + changing_locale(); }
static int signals() { return slow(1) + blocking_signals(); }
static int thread() { return slow(1) + asking_thread(); }
static int directory_again() { return directory(); }

app::Job<int> process_state() {
  int Sum = directory_again();
  // CHECK: :[[@LINE-1]]:13: note: {{.*}}not safely: it calls 'chdir', which acts on the whole process
  Sum += locale();
  // CHECK: :[[@LINE-1]]:10: note: {{.*}}not safely: it calls '{{(std::)?}}setlocale', which acts on the whole process
  Sum += signals();
  // CHECK: :[[@LINE-1]]:10: note: {{.*}}not safely: it uses 'pthread_sigmask', which each thread has of its own
  Sum += thread();
  // CHECK: :[[@LINE-1]]:10: note: {{.*}}not safely: it uses 'pthread_self', which each thread has of its own
  co_return Sum;
}

//===-- Behind a lambda, or unknown ---------------------------------------===//

static int slow_calling(const std::function<int()> &Then) { return slow(Then()); }
static int slow_passing(const std::function<int()> &Then) { return slow_calling(Then); }

struct Session {
  int Count = 0;
  int bump() { return ++Count; }
  int bump_in_lambda() {
    auto Bump = [this] { return bump(); };
    return Bump() + slow(1);
  }
  app::Job<int> lambdas() {
    int Sum = [this] { return slow(bump()); }();
    // CHECK: :[[@LINE-1]]:15: note: {{.*}}not safely: it writes an object that others may use meanwhile
    auto Bump = [this] { return slow(bump()); };
    Sum += Bump();
    // CHECK: :[[@LINE-1]]:12: note: {{.*}}not safely: it writes an object that others may use meanwhile
    Sum += bump_in_lambda();
    // CHECK: :[[@LINE-1]]:12: note: {{.*}}not safely: it writes an object that others may use meanwhile
    Sum = Count + slow(1);
    // CHECK: :[[@LINE-1]]:19: note: {{.*}}not safely: 'Count', which others may change meanwhile, may be read before it
    co_return Sum;
  }
};

app::Job<int> unknown_callable(std::function<int()> Then) {
  int Sum = slow_calling(Then);
  // CHECK: :[[@LINE-1]]:13: note: {{.*}}not safely: it calls what it is given, which is not known here
  Sum += slow_passing(Then);
  // CHECK: :[[@LINE-1]]:10: note: {{.*}}not safely: it calls what it is given, which is not known here
  co_return Sum;
}

static std::vector<int> Table(3);
static void fill(int Value) { Table[1] = Value; }

app::Job<int> reference_into_table() {
  fill(1);
  int &Element = Table[0];
  Element = 1;
  int Sum = slow(Element);
  // CHECK: :[[@LINE-1]]:13: note: {{.*}}not safely: it reads 'Table', which 'fill' writes
  co_return Sum;
}

//===-- Beside it ---------------------------------------------------------===//

static int add(int A, int B) { return A + B; }
static int Total;
static void count() { ++Total; }

app::Job<int> siblings(int I) {
  count();
  int Sum = add(slow(1), ++I);
  // CHECK: :[[@LINE-1]]:17: note: {{.*}}not safely: an operand beside it changes a variable, and the order may become another
  Sum += add(I++, slow(2));
  // CHECK: :[[@LINE-1]]:19: note: {{.*}}not safely: an operand beside it changes a variable, and the order may become another
  Sum += Total + slow(3);
  // CHECK: :[[@LINE-1]]:18: note: {{.*}}not safely: 'Total', which others may change meanwhile, may be read before it
  Sum += add(1, 2 * slow(4)) + I++;
  // CHECK: :[[@LINE-1]]:21: note: {{.*}}not safely: an operand beside it changes a variable, and the order may become another
  Sum += __extension__({ int Inner = slow(5); Inner; });
  // CHECK: :[[@LINE-1]]:38: note: no fix: not every compiler gets an await in a statement expression right
  co_return Sum;
}

static const std::string &slow_longer(const std::string &A, const std::string &B) {
  return slow(1) ? A : B;
}

app::Job<int> temporary_in_call() {
  std::string Text = slow_longer("a", "b");
  // CHECK: :[[@LINE-1]]:22: note: no fix: its value may lead into a temporary that ends with the call
  co_return static_cast<int>(Text.size());
}

int main() {}
