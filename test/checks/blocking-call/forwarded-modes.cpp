// RUN: %check_cohazard %s cohazard-blocking-call -- -std=c++20 -I%S/../../Inputs
// A wrapper that passes its mode on waits only in the modes its callers give.
#include "coro.h"
#include <chrono>
#include <future>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

long receive(int Fd, char *To, int Flags) { return ::recv(Fd, To, 1, Flags); }
long receive_quietly(int Fd, char *To, int Flags = MSG_DONTWAIT) {
  return receive(Fd, To, Flags | MSG_NOSIGNAL);
}

app::Job<> flags_ok(int Fd, char *To) {
  receive(Fd, To, MSG_DONTWAIT);
  receive_quietly(Fd, To);
  co_return;
}

app::Job<> flags_bad(int Fd, char *To) {
  receive(Fd, To, MSG_WAITALL);
  // CHECK: :[[@LINE-1]]:3: warning: 'receive' blocks the event loop: it reaches 'recv'
  receive_quietly(Fd, To, 0);
  // CHECK: :[[@LINE-1]]:3: warning: 'receive_quietly' blocks the event loop: it reaches 'recv'
  co_return;
}

app::Job<> unknown_flags_bad(int Fd, char *To, int Flags) {
  receive(Fd, To, Flags);
  // CHECK: :[[@LINE-1]]:3: warning: 'receive' blocks the event loop
  co_return;
}

struct Poller {
  pollfd One;
  bool ready(std::chrono::milliseconds Limit) {
    return ::poll(&One, 1, static_cast<int>(Limit.count())) > 0;
  }
};

app::Job<> time_limit_ok(Poller &P) {
  P.ready(std::chrono::milliseconds(0));
  co_return;
}

app::Job<> time_limit_bad(Poller &P) {
  P.ready(std::chrono::milliseconds(5));
  // CHECK: :[[@LINE-1]]:5: warning: 'Poller::ready' blocks the event loop: it reaches 'poll'
  co_return;
}

void save(int Fd, bool Durable) {
  if (Durable)
    ::fsync(Fd);
}

app::Job<> switch_ok(int Fd) {
  save(Fd, false);
  co_return;
}

app::Job<> switch_bad(int Fd, bool Durable) {
  save(Fd, true);
  // CHECK: :[[@LINE-1]]:3: warning: 'save' blocks the event loop: it reaches 'fsync'
  save(Fd, Durable);
  // CHECK: :[[@LINE-1]]:3: warning: 'save' blocks the event loop: it reaches 'fsync'
  co_return;
}

// The parameter is something else by then.
long receive_all(int Fd, char *To, int Flags) {
  Flags = 0;
  return ::recv(Fd, To, 1, Flags);
}

app::Job<> overwritten_bad(int Fd, char *To) {
  receive_all(Fd, To, MSG_DONTWAIT);
  // CHECK: :[[@LINE-1]]:3: warning: 'receive_all' blocks the event loop
  co_return;
}
