// RUN: %check_cohazard %s cohazard-shared-global -- -std=c++20
// Threads that others start, tasks whose result is waited for, guards that let
// go early.
#include <atomic>
#include <cstring>
#include <future>
#include <iostream>
#include <memory>
#include <mutex>
#include <new>
#include <thread>
struct Pt {
  int x = 0, y = 0;
  int get() const { return x; }
  void set(int v) { x = v; }
};
// Two threads each start one: they meet.
int mn_a_bad;
void mn_inner() { mn_a_bad++; }
// CHECK: :[[@LINE-1]]:19: warning: 'mn_a_bad' is written here by several threads at the same time without a common lock
void mn_outer() {
  std::thread t(mn_inner);
  t.join();
}
int run_mn() {
  std::thread t(mn_outer), u(mn_outer);
  t.join();
  u.join();
  return 0;
}

// The result of a packaged task is there when the task is over.
int pk_a_ok;
int pk_b_bad;
int run_pk() {
  std::packaged_task<int()> task([] {
    pk_a_ok = 1;
    return pk_b_bad++;
    // CHECK: :[[@LINE-1]]:12: warning: 'pk_b_bad' is written here by a worker thread and written in 'run_pk' without a common lock
  });
  auto f = task.get_future();
  std::thread t(std::move(task));
  pk_b_bad++;
  f.get();
  pk_a_ok++;
  t.join();
  return 0;
}

// A guard of the user's that can be released early.
class SpinLock {
  std::atomic_flag f = ATOMIC_FLAG_INIT;

public:
  void lock() {
    while (f.test_and_set(std::memory_order_acquire))
      ;
  }
  void unlock() { f.clear(std::memory_order_release); }
};
template <class M> class Holder {
  M *m;

public:
  explicit Holder(M *mm) : m(mm) {
    if (m)
      m->lock();
  }
  ~Holder() { release(); }
  void release() {
    if (m) {
      m->unlock();
      m = nullptr;
    }
  }
};
SpinLock grs;
int gr_ok_ok;
int gr_bad_bad;
int gr_ok2_ok;
void gr() {
  Holder<SpinLock> h(&grs);
  gr_ok_ok++;
  h.release();
  gr_bad_bad++;
  // CHECK: :[[@LINE-1]]:3: warning: 'gr_bad_bad' is written here by several threads at the same time without a common lock
}
void gr2() {
  std::lock_guard<SpinLock> l(grs);
  gr_ok2_ok++;
}
int run_gr() {
  std::thread a(gr), b(gr), c(gr2), d(gr2);
  a.join();
  b.join();
  c.join();
  d.join();
  return 0;
}
