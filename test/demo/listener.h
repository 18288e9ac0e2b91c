#pragma once
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>

namespace chat {

/// Accepts clients until the server stops.
boost::asio::awaitable<void> listen(unsigned short Port);

} // namespace chat
