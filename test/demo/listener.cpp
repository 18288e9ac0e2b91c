#include "listener.h"
#include "session.h"
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <thread>

namespace asio = boost::asio;
using asio::use_awaitable;
using asio::ip::tcp;

namespace chat {

/// Waits for the port of a predecessor that is still shutting down.
static tcp::acceptor openWithRetries(const asio::any_io_executor &Executor,
                                     unsigned short Port) {
  for (int Tries = 0; Tries < 5; ++Tries) {
    try {
      return {Executor, {tcp::v4(), Port}};
    } catch (const boost::system::system_error &) {
      std::this_thread::sleep_for(std::chrono::seconds(1));
    }
  }
  return {Executor, {tcp::v4(), Port}};
}

asio::awaitable<void> listen(unsigned short Port) {
  auto Executor = co_await asio::this_coro::executor;
  tcp::acceptor Acceptor = openWithRetries(Executor, Port);
  for (;;) {
    tcp::socket Client = co_await Acceptor.async_accept(use_awaitable);
    asio::co_spawn(Executor, session(std::move(Client)), asio::detached);
  }
}

} // namespace chat
