// RUN: %check_cohazard %s cohazard-blocking-call -- -std=c++20 -I%S/../../Inputs
// Boost.Asio: coroutines, handlers, timers and offloads.
#include "coro.h"
#include <boost/asio.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <functional>
#include <memory>
#include <unistd.h>

namespace asio = boost::asio;
using asio::ip::tcp;

static int slow() { return static_cast<int>(::sleep(1)); }

asio::awaitable<void> session_bad(tcp::socket Socket) {
  char Data[64];
  std::size_t N = co_await Socket.async_read_some(asio::buffer(Data), asio::use_awaitable);
  slow();
  // CHECK: :[[@LINE-1]]:3: warning: 'slow' blocks the event loop: it reaches 'sleep' (sleep)
  co_await asio::async_write(Socket, asio::buffer(Data, N), asio::use_awaitable);
}

asio::awaitable<void> synchronous_read_bad(tcp::socket Socket) {
  char Data[64];
  asio::read(Socket, asio::buffer(Data));
  // CHECK: :[[@LINE-1]]:3: warning: 'boost::asio::read' blocks the event loop (network-io)
  co_return;
}

asio::awaitable<void> resolver_bad(tcp::resolver &Resolver) {
  Resolver.resolve("example.org", "80");
  // CHECK: :[[@LINE-1]]:12: warning: '{{.*}}resolve' blocks the event loop (dns)
  co_return;
}

void handler_bad(asio::steady_timer &Timer) {
  Timer.async_wait([](boost::system::error_code) {
    slow();
    // CHECK: :[[@LINE-1]]:5: warning: 'slow' blocks the event loop
  });
}

void posted_bad(asio::io_context &Io) {
  asio::post(Io, [] {
    slow();
    // CHECK: :[[@LINE-1]]:5: warning: 'slow' blocks the event loop
  });
}

struct Connection : std::enable_shared_from_this<Connection> {
  tcp::socket Socket;
  char Data[64];
  void start() {
    auto Self = shared_from_this();
    Socket.async_read_some(
        asio::buffer(Data),
        std::bind(&Connection::on_read, Self, std::placeholders::_1,
                  std::placeholders::_2));
  }
  void on_read(boost::system::error_code, std::size_t) {
    slow();
    // CHECK: :[[@LINE-1]]:5: warning: 'slow' blocks the event loop
  }
};

// A pool is where blocking belongs.
void pool_ok(asio::thread_pool &Pool) {
  asio::post(Pool, [] { slow(); });
}

asio::awaitable<int> offloaded_ok() {
  co_return co_await asio::co_spawn(
      asio::system_executor(),
      [&]() -> asio::awaitable<int> { co_return slow(); },
      asio::use_awaitable);
}

asio::awaitable<void> hopped_ok(asio::thread_pool &Pool) {
  co_await asio::post(asio::bind_executor(Pool, asio::use_awaitable));
  slow();
}

asio::awaitable<void> hopped_back_bad(asio::thread_pool &Pool, asio::io_context &Io) {
  co_await asio::post(asio::bind_executor(Pool, asio::use_awaitable));
  co_await asio::post(asio::bind_executor(Io, asio::use_awaitable));
  slow();
  // CHECK: :[[@LINE-1]]:3: warning: 'slow' blocks the event loop
}

// Resumes on the coroutine's own executor: no hop.
asio::awaitable<void> posts_only_bad(asio::thread_pool &Pool) {
  co_await asio::post(Pool, asio::use_awaitable);
  slow();
  // CHECK: :[[@LINE-1]]:3: warning: 'slow' blocks the event loop
}

int main() {
  asio::io_context Io;
  Io.run();
}
