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

// A class that owns a descriptor and gives it out.
class Owner {
  int Fd;

public:
  explicit Owner(int Fd) : Fd(Fd) {}
  ~Owner() { ::close(Fd); }
  int get() const { return Fd; }
};

class Stream {
  Owner Socket;

public:
  explicit Stream(int Fd) : Socket(Fd) {
    fcntl(Socket.get(), F_SETFL, fcntl(Socket.get(), F_GETFL) | O_NONBLOCK);
  }
  long receive(char *To) { return ::read(Socket.get(), To, 1); }
};

class BlockingStream {
  Owner Plain;

public:
  explicit BlockingStream(int Fd) : Plain(Fd) {}
  long receive(char *To) { return ::read(Plain.get(), To, 1); }
};

app::Job<> owner_ok(Stream &S, char *To) {
  S.receive(To);
  co_return;
}

app::Job<> owner_bad(BlockingStream &S, char *To) {
  S.receive(To);
  // CHECK: :[[@LINE-1]]:5: warning: 'BlockingStream::receive' blocks the event loop: it reaches 'read'
  co_return;
}

struct Listener {
  int Listening = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  app::Job<int> next() { co_return ::accept(Listening, nullptr, nullptr); }
};

struct Pair {
  int First;
  app::Job<long> receive(char *To) { co_return ::read(First, To, 1); }
};
Pair aggregate() { return Pair{::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0)}; }

struct Channel {
  void non_blocking(bool On);
  bool non_blocking() const;
};

// Who awaits that a descriptor is ready does not wait in the call that follows.
struct Reactor {
  app::Job<> read_awaiter;
  app::Job<> timer;
  int Fd;
  app::Job<> wait_for_write(int Fd);
  app::Job<long> receive_ok(char *To) {
    co_await std::move(read_awaiter);
    co_return ::read(Fd, To, 1);
  }
  app::Job<long> send_ok(const char *From) {
    co_await wait_for_write(Fd);
    co_return ::write(Fd, From, 1);
  }
  app::Job<long> receive_bad(char *To) {
    co_await std::move(timer);
    co_return ::read(Fd, To, 1);
    // CHECK: :[[@LINE-1]]:15: warning: 'read' blocks the event loop
  }
};
