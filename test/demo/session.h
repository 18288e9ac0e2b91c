#pragma once
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>

namespace chat {

/// Talks to one client until it leaves.
boost::asio::awaitable<void> session(boost::asio::ip::tcp::socket Client);

} // namespace chat
