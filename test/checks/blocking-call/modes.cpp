// RUN: %check_cohazard %s cohazard-blocking-call -- -std=c++20 -I%S/../../Inputs
// Modes in which a call does not wait.
#include "coro.h"
#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <future>
#include <mutex>
#include <poll.h>
#include <sstream>
#include <string>
#include <sys/file.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

app::Job<long> flag_ok(int Fd, char *To) {
  co_return ::recv(Fd, To, 10, MSG_DONTWAIT);
}

app::Job<long> flags_ok(int Fd, char *To) {
  const int Flags = MSG_DONTWAIT | MSG_PEEK;
  co_return ::recv(Fd, To, 10, Flags);
}

app::Job<long> no_flag_bad(int Fd, char *To) {
  co_return ::recv(Fd, To, 10, MSG_PEEK);
  // CHECK: :[[@LINE-1]]:13: warning: 'recv' blocks the event loop (network-io)
}

app::Job<int> poll_zero_ok(pollfd *Fds) { co_return ::poll(Fds, 1, 0); }

app::Job<int> poll_bad(pollfd *Fds) {
  co_return ::poll(Fds, 1, 1000);
  // CHECK: :[[@LINE-1]]:13: warning: 'poll' blocks the event loop (poll)
}

app::Job<int> select_zero_ok(fd_set *Set) {
  timeval None{0, 0};
  co_return ::select(1, Set, nullptr, nullptr, &None);
}

app::Job<int> select_bad(fd_set *Set) {
  timeval Some = {};
  Some.tv_sec = 5;
  co_return ::select(1, Set, nullptr, nullptr, &Some);
  // CHECK: :[[@LINE-1]]:13: warning: 'select' blocks the event loop
}

app::Job<int> wnohang_ok() { co_return ::waitpid(-1, nullptr, WNOHANG); }

app::Job<int> waitpid_bad() {
  co_return ::waitpid(-1, nullptr, 0);
  // CHECK: :[[@LINE-1]]:13: warning: 'waitpid' blocks the event loop (process)
}

app::Job<int> flock_nb_ok(int Fd) { co_return ::flock(Fd, LOCK_EX | LOCK_NB); }

app::Job<int> flock_bad(int Fd) {
  co_return ::flock(Fd, LOCK_EX);
  // CHECK: :[[@LINE-1]]:13: warning: 'flock' blocks the event loop (file-lock)
}

app::Job<long> opened_nonblocking_ok(char *To) {
  int Fd = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  co_return ::recv(Fd, To, 10, 0);
}

app::Job<long> set_nonblocking_ok(int Fd, char *To) {
  ::fcntl(Fd, F_SETFL, ::fcntl(Fd, F_GETFL) | O_NONBLOCK);
  co_return ::read(Fd, To, 10);
}

app::Job<long> knows_eagain_ok(int Fd, char *To) {
  long Got = ::read(Fd, To, 10);
  if (Got < 0 && errno == EAGAIN)
    co_return 0;
  co_return Got;
}

static long try_read(int Fd, char *To) {
  long Got = ::read(Fd, To, 10);
  return Got < 0 && errno == EWOULDBLOCK ? 0 : Got;
}

app::Job<long> helper_knows_eagain_ok(int Fd, char *To) {
  co_return try_read(Fd, To);
}

app::Job<long> raw_read_bad(int Fd, char *To) {
  co_return ::read(Fd, To, 10);
  // CHECK: :[[@LINE-1]]:13: warning: 'read' blocks the event loop
}

app::Job<> zero_sleep_ok() {
  ::sleep(0);
  std::this_thread::sleep_for(std::chrono::seconds(0));
  std::this_thread::sleep_for(std::chrono::milliseconds::zero());
  co_return;
}

app::Job<int> ready_future_ok(std::future<int> F) {
  using namespace std::chrono_literals;
  if (F.wait_for(0s) == std::future_status::ready)
    co_return F.get();
  co_return 0;
}

app::Job<int> future_bad(std::future<int> F) {
  co_return F.get();
  // CHECK: :[[@LINE-1]]:15: warning: 'std::future::get' blocks the event loop (future-wait)
}

app::Job<std::string> string_stream_ok(const std::string &Text) {
  std::istringstream In(Text);
  std::string Word;
  In >> Word;
  std::getline(In, Word);
  std::ostringstream Out;
  Out << Word << 1 << '\n' << std::flush;
  co_return Out.str();
}

std::mutex Guarded;
int Shared;

// A thread mutex around a short section is fine.
app::Job<> short_section_ok() {
  std::lock_guard Lock(Guarded);
  ++Shared;
  co_return;
}

app::Job<bool> try_lock_ok() {
  bool Got = Guarded.try_lock();
  if (Got)
    Guarded.unlock();
  co_return Got;
}

// A name of the user's own is not the library's.
namespace {
int opendir() { return 1; }
} // namespace
static int pause(int Times) { return Times; }

app::Job<int> own_names_ok() { co_return opendir() + pause(1); }

static bool future_ready(std::future<int> &F) {
  return F.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
}

app::Job<int> own_test_ok(std::future<int> &F) {
  while (!future_ready(F))
    co_await std::suspend_always{};
  co_return F.get();
}

constexpr int square_or_wait(int N) {
  if (N < 0)
    ::sleep(1);
  return N * N;
}

app::Job<int> constant_initialisation_ok() {
  static const int Q = square_or_wait(4);
  const int W = square_or_wait(2);
  co_return Q + W;
}

app::Job<int> kept_promise_ok() {
  std::promise<int> P;
  auto F = P.get_future();
  P.set_value(1);
  co_return F.get();
}

app::Job<int> other_promise_bad(std::promise<int> &P) {
  auto F = P.get_future();
  co_return F.get();
  // CHECK: :[[@LINE-1]]:15: warning: 'std::future::get' blocks the event loop (future-wait)
}
