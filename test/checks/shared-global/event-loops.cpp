// RUN: %check_cohazard %s cohazard-shared-global -- -std=c++20
// REQUIRES: boost
// Handlers run where their event loop is run; a strand runs them one at a time.
#include <boost/asio.hpp>
#include <mutex>
#include <thread>
#include <vector>
namespace asio = boost::asio;
// A pool that has been joined runs nothing.
int tp_a_bad;
int tp_b_ok;
int tp_c_ok;
std::mutex tpm;
int run_tp() {
  asio::thread_pool pool(4);
  tp_c_ok = 1;
  for (int i = 0; i < 10; ++i)
    asio::post(pool, [] {
      tp_a_bad++;
      // CHECK: :[[@LINE-1]]:7: warning: 'tp_a_bad' is written here by several threads at the same time without a common lock
      std::lock_guard l(tpm);
      tp_b_ok += tp_c_ok;
    });
  pool.join();
  return tp_a_bad + ++tp_c_ok;
}

// A loop on one thread.
int is_a_ok;
int run_is() {
  asio::io_context io;
  asio::post(io, [] { is_a_ok++; });
  asio::post(io, [] { is_a_ok--; });
  io.run();
  return is_a_ok;
}

// A loop on several threads.
int im_a_bad;
int im_b_ok;
std::mutex imm;
int run_im() {
  asio::io_context io;
  asio::steady_timer t(io, asio::chrono::seconds(1)),
      u(io, asio::chrono::seconds(1));
  t.async_wait([](const boost::system::error_code &) {
    im_a_bad++;
    // CHECK: :[[@LINE-1]]:5: warning: 'im_a_bad' is written here by a worker thread and written in a lambda by another without a common lock
    std::lock_guard l(imm);
    im_b_ok++;
  });
  u.async_wait([](const boost::system::error_code &) {
    im_a_bad--;
    std::lock_guard l(imm);
    im_b_ok--;
  });
  std::vector<std::thread> v;
  for (int i = 0; i < 4; ++i)
    v.emplace_back([&io] { io.run(); });
  for (auto &x : v)
    x.join();
  return 0;
}

// A loop on one thread beside main.
int iw_a_ok;
int iw_b_bad;
int run_iw() {
  asio::io_context io;
  asio::post(io, [] {
    iw_a_ok++;
    iw_b_bad++;
    // CHECK: :[[@LINE-1]]:5: warning: 'iw_b_bad' is written here by a worker thread and written in 'run_iw' without a common lock
  });
  asio::post(io, [] { iw_a_ok++; });
  std::thread t([&] { io.run(); });
  iw_b_bad++;
  t.join();
  return iw_a_ok;
}

// A strand on a pool.
int sr_a_ok;
int sr_b_bad;
int run_sr() {
  asio::thread_pool pool(4);
  auto s = asio::make_strand(pool);
  for (int i = 0; i < 4; ++i) {
    asio::post(s, [] { sr_a_ok++; });
    asio::post(pool, [] { sr_b_bad++; });
    // CHECK: :[[@LINE-1]]:27: warning: 'sr_b_bad' is written here by several threads at the same time without a common lock
  }
  pool.join();
  return sr_a_ok;
}

// A handler that is bound to a strand.
int sb_a_ok;
int run_sb() {
  asio::io_context io;
  asio::strand<asio::io_context::executor_type> s(io.get_executor());
  asio::steady_timer t(io), u(io);
  t.async_wait(
      asio::bind_executor(s, [](boost::system::error_code) { sb_a_ok++; }));
  u.async_wait(
      asio::bind_executor(s, [](boost::system::error_code) { sb_a_ok--; }));
  std::thread a([&] { io.run(); }), b([&] { io.run(); });
  a.join();
  b.join();
  return sb_a_ok;
}

// Coroutines on a pool and on a loop.
int cr_a_bad;
int cr_b_ok;
asio::awaitable<void> cr_work() {
  cr_a_bad++;
  // CHECK: :[[@LINE-1]]:3: warning: 'cr_a_bad' is written here by several threads at the same time without a common lock
  co_return;
}
asio::awaitable<void> cr_main() {
  cr_b_ok++;
  co_return;
}
int run_cr() {
  asio::thread_pool pool(2);
  for (int i = 0; i < 3; ++i)
    asio::co_spawn(pool, cr_work(), asio::detached);
  asio::io_context io;
  asio::co_spawn(io, cr_main(), asio::detached);
  io.run();
  pool.join();
  return cr_b_ok;
}
