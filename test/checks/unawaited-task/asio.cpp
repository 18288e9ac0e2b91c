// REQUIRES: boost
// RUN: %check_cohazard %s cohazard-unawaited-task -- -std=c++20
// Boost.Asio's awaitables and completion tokens.
#include <boost/asio.hpp>

namespace asio = boost::asio;

asio::awaitable<void> session(asio::ip::tcp::socket Socket);
asio::awaitable<int> count();

asio::awaitable<void> listen(asio::ip::tcp::acceptor &Acceptor) {
  session(co_await Acceptor.async_accept(asio::use_awaitable));
  // CHECK: :[[@LINE-1]]:3: warning: the task returned by 'session' is never awaited
  asio::steady_timer Timer(Acceptor.get_executor());
  Timer.async_wait(asio::use_awaitable);
  // CHECK: :[[@LINE-1]]:3: warning: the task returned by 'boost::asio::basic_waitable_timer::async_wait' is never awaited
  asio::co_spawn(Acceptor.get_executor(), count(), asio::use_awaitable);
  // CHECK: :[[@LINE-1]]:3: warning: the task returned by 'boost::asio::co_spawn' is never awaited
  asio::co_spawn(Acceptor.get_executor(), count(), asio::detached);
  asio::co_spawn(Acceptor.get_executor(), []() -> asio::awaitable<void> { co_return; }, asio::detached);
  Timer.async_wait([](auto) {});
  co_await Timer.async_wait(asio::use_awaitable);
}

void post_bad(asio::io_context &Context) {
  asio::post(Context, []() -> asio::awaitable<void> { co_return; });
  // CHECK: :[[@LINE-1]]:23: warning: the task of this coroutine is dropped by 'boost::asio::post', so it never runs
}

void handler_bad(asio::steady_timer &Timer, asio::io_context &Context) {
  Timer.async_wait([](boost::system::error_code) -> asio::awaitable<void> { co_return; });
  // CHECK: :[[@LINE-1]]:20: warning: the task of this coroutine is dropped by 'boost::asio::basic_waitable_timer::async_wait'
  Timer.async_wait([&](boost::system::error_code) { asio::co_spawn(Context, count(), asio::detached); });
}
