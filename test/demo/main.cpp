#include "listener.h"
#include "metrics.h"
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>

namespace asio = boost::asio;

int main() {
  asio::io_context Loop;
  asio::signal_set Signals(Loop, SIGINT, SIGTERM);
  Signals.async_wait([&](auto, auto) { Loop.stop(); });
  asio::co_spawn(Loop, chat::listen(7000), asio::detached);
  chat::startMetrics();
  Loop.run();
  chat::stopMetrics();
}
