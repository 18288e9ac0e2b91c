// RUN: %check_fix %s --ticks --link=QCoro5Core --link=Qt5Concurrent --link=Qt5Core -- -std=c++20 -fPIC %qcoro-flags -I%S/Inputs
// REQUIRES: qcoro
// A slow helper in every place that a call can stand in, with QCoro. The
// coroutine must go on where it was, and the loop must turn meanwhile.
#include "slow.h"
#include <QCoroTask>
#include <QCoreApplication>
#include <QTimer>
#include <iostream>

static std::thread::id Home = std::this_thread::get_id();

static const char *where() {
  return std::this_thread::get_id() == Home ? " on the loop" : " elsewhere";
}

template <typename T> QCoro::Task<T> in_template(T Value) {
  // FIXED: run([&] { return slow_as(Value); })
  T Result = slow_as(Value);
  co_return Result;
}

QCoro::Task<int> forms() {
  Store Local{"k"};
  int N = 1;
  // FIXED: run([&] { return slow_nothing(N); })
  slow_nothing(N);
  // FIXED: int Initialised = co_await QtConcurrent::run(
  int Initialised = slow(N); // a comment after it
  // FIXED: if (co_await QtConcurrent::run(
  if (slow(Initialised) > 1)
    ++N;
  // FIXED: run([&] { return slow(/* which */ 3); })
  std::cout << slow(/* which */ 3) << where() << '\n';
  // FIXED: N += co_await QtConcurrent::run(
  N += slow(
      // a comment inside
      4);
  // FIXED: run([&] { return Local.load("a"); })
  std::string Text = Local.load("a");
  // FIXED: run([&] { return Local.self().self().load("chain"); })
  Text += Local.self().self().load("chain");
  // FIXED: const std::string &Name = *co_await QtConcurrent::run(
  const std::string &Name = slow_name(Text);
  // FIXED: run([&] { return slow_list(); })).size();
  std::size_t Size = slow_list().size();
  while (slow(N) < 0)
    ++N;
  // What is no QException would come out as another exception.
  try {
    // FIXED: Size += slow_failing();
    Size += slow_failing();
  } catch (const std::string &Why) {
    std::cout << Why << where() << '\n';
  }
  // FIXED: co_await QCoro::sleepFor(std::chrono::milliseconds(20));
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  N += co_await in_template(2);
  std::cout << Text << &Name - &Text << Size << Initialised << where() << '\n';
  // FIXED: co_return co_await QtConcurrent::run(
  co_return slow(N);
}

QCoro::Task<> run(bool &Done) {
  const int Value = co_await forms();
  std::cout << Value << '\n';
  Done = true;
  QCoreApplication::quit();
}

int main(int Count, char **Arguments) {
  QCoreApplication App(Count, Arguments);
  int Ticks = 0;
  bool Done = false;
  QTimer Timer;
  QObject::connect(&Timer, &QTimer::timeout, [&] { Ticks += !Done; });
  Timer.start(2);
  QTimer::singleShot(0, [&] { run(Done); });
  QCoreApplication::exec();
  std::cout << "ticks " << Ticks << '\n';
}
