#include "session.h"
#include "audit.h"
#include "metrics.h"
#include <boost/asio/buffer.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <string>

namespace asio = boost::asio;
using asio::use_awaitable;
using asio::ip::tcp;

namespace chat {

static asio::awaitable<std::string> readLine(tcp::socket &Client,
                                             std::string &Buffer) {
  std::size_t Length = co_await asio::async_read_until(
      Client, asio::dynamic_buffer(Buffer), '\n', use_awaitable);
  std::string Line = Buffer.substr(0, Length - 1);
  Buffer.erase(0, Length);
  co_return Line;
}

static asio::awaitable<void> writeLine(tcp::socket &Client, std::string Line) {
  Line += '\n';
  co_await asio::async_write(Client, asio::buffer(Line), use_awaitable);
}

/// May this user come in?
static bool admit(const std::string &User, const std::string &Address) {
  if (isBanned(User))
    return false;
  AuditLog().record(User, Address);
  return true;
}

asio::awaitable<void> session(tcp::socket Client) {
  std::string Buffer;
  std::string User = co_await readLine(Client, Buffer);
  std::string Address = Client.remote_endpoint().address().to_string();
  if (!admit(User, Address)) {
    writeLine(Client, "you are not welcome here");
    co_return;
  }
  co_await writeLine(Client, "hello " + User);
  for (;;) {
    std::string Line = co_await readLine(Client, Buffer);
    countMessage(User);
    if (Line == "quit")
      co_return;
    co_await writeLine(Client, "you said: " + Line);
  }
}

} // namespace chat
