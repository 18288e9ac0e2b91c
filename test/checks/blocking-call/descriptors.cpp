// RUN: %check_cohazard %s cohazard-blocking-call -- -std=c++20 -I%S/../../Inputs
// Is a descriptor non-blocking? Told by who opens it, sets it and passes it on.
#include "coro.h"
#include <cstdint>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

void set_blocking(int Fd) {
  int Flags = fcntl(Fd, F_GETFL, 0);
  fcntl(Fd, F_SETFL, Flags & ~O_NONBLOCK);
}

app::Job<> set_blocking_bad(int Blocks, char *To) {
  set_blocking(Blocks);
  ::recv(Blocks, To, 1, 0);
  // CHECK: :[[@LINE-1]]:3: warning: 'recv' blocks the event loop
  co_return;
}

// A few bytes into a pipe or an eventfd wake up its reader.
app::Job<> wake_up_ok(int Fd) {
  std::uint64_t One = 1;
  (void)!::write(Fd, &One, sizeof(One));
  (void)!::write(Fd, "x", 1);
  co_return;
}

app::Job<> write_bad(int Fd, const char *Data, std::size_t Size) {
  (void)!::write(Fd, Data, Size);
  // CHECK: :[[@LINE-1]]:10: warning: 'write' blocks the event loop
  co_return;
}
