// RUN: %check_cohazard %s cohazard-shared-global -- -std=c++20
// Parts of objects, and objects that are named in unusual ways.
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
  // CHECK: :[[@LINE-1]]:21: warning: 'sm_b_bad' is written here by a worker thread and read in 'Pt::get' without a common lock
};
// Either arm of a conditional operator.
int cd_a_bad, cd_b_bad, cd_c_bad;
int run_cd() {
  std::thread t([] { (cd_a_bad ? cd_b_bad : cd_c_bad) = 3; });
  // CHECK: :[[@LINE-1]]:23: warning: 'cd_a_bad' is read here by a worker thread and written in 'run_cd' without a common lock
  // CHECK: :[[@LINE-2]]:34: warning: 'cd_b_bad' is written here by a worker thread and read in 'run_cd' without a common lock
  // CHECK: :[[@LINE-3]]:45: warning: 'cd_c_bad' is written here by a worker thread and read in 'run_cd' without a common lock
  cd_a_bad = 1;
  if (cd_b_bad && cd_c_bad)
    std::cout << 1;
  t.join();
  return 0;
}

// Bit-fields side by side are one memory location.
struct Flags {
  unsigned a : 1;
  unsigned b : 1;
  int c;
};
Flags bfl_bad;
Flags bfl_ok_ok;
int run_bfl() {
  std::thread t([] {
    bfl_bad.a = 1;
    // CHECK: :[[@LINE-1]]:5: warning: 'bfl_bad' is written here by a worker thread and written in 'run_bfl' without a common lock
    bfl_ok_ok.c = 1;
  });
  bfl_bad.b = 1;
  bfl_ok_ok.a = 1;
  t.join();
  return 0;
}

// Placement new writes.
char mo_a_bad[64];
char mo_b_bad[64];
char mo_c_ok[64];
Pt mo_d_bad;
int run_mo() {
  std::thread t([] {
    std::memset(mo_a_bad, 0, sizeof mo_a_bad);
    // CHECK: :[[@LINE-1]]:17: warning: 'mo_a_bad' is written here by a worker thread and read in 'run_mo' without a common lock
    std::memcpy(mo_b_bad, mo_c_ok, 64);
    // CHECK: :[[@LINE-1]]:17: warning: 'mo_b_bad' is written here by a worker thread and read in 'run_mo' without a common lock
    new (&mo_d_bad) Pt;
    // CHECK: :[[@LINE-1]]:5: warning: 'mo_d_bad' is written here by a worker thread and read in 'run_mo' without a common lock
  });
  std::cout << mo_a_bad << mo_d_bad.x << std::memcmp(mo_b_bad, mo_c_ok, 64);
  t.join();
  return 0;
}

// A member chosen by a pointer.
int Pt::*mp_which_ok = &Pt::x;
Pt mp_a_bad;
int run_mp() {
  std::thread t([] { mp_a_bad.*mp_which_ok = 3; });
  // CHECK: :[[@LINE-1]]:22: warning: 'mp_a_bad' is written here by a worker thread and written in 'run_mp' without a common lock
  mp_a_bad.*mp_which_ok = 4;
  t.join();
  return 0;
}

// Through a shared pointer; two accesses may stand at one place of the source.
std::shared_ptr<Pt> sm_a_bad;
std::shared_ptr<Pt> sm_b_bad;
std::atomic<std::shared_ptr<Pt>> sm_c_ok;
std::shared_ptr<const Pt> sm_d_ok;
int run_sm() {
  sm_b_bad = std::make_shared<Pt>();
  sm_d_ok = std::make_shared<Pt>();
  std::thread t([] {
    sm_a_bad.reset();
    // CHECK: :[[@LINE-1]]:5: warning: 'sm_a_bad' is written here by a worker thread and read in 'run_sm' without a common lock
    sm_b_bad->set(3);
    sm_c_ok.store(nullptr);
    auto p = sm_d_ok;
  });
  auto q = sm_a_bad;
  int v = sm_b_bad->get();
  auto r = sm_c_ok.load();
  auto p = sm_d_ok;
  t.join();
  return v;
}

// Through a global pointer.
Pt pg_target_bad;
Pt *pg_ptr_ok = &pg_target_bad;
Pt *pg_swap_bad;
int run_pg() {
  std::thread t([] {
    pg_ptr_ok->x = 1;
    // CHECK: :[[@LINE-1]]:5: warning: 'pg_target_bad' is written here by a worker thread and written in 'run_pg' without a common lock
    std::cout << pg_swap_bad;
    // CHECK: :[[@LINE-1]]:18: warning: 'pg_swap_bad' is read here by a worker thread and written in 'run_pg' without a common lock
  });
  pg_target_bad.x = 2;
  pg_swap_bad = new Pt;
  t.join();
  return 0;
}

// By std::atomic_ref alone.
int arf_a_ok;
int run_arf() {
  std::thread t([] { std::atomic_ref<int>(arf_a_ok)++; });
  std::atomic_ref r(arf_a_ok);
  r++;
  t.join();
  return 0;
}

// One place may race on several variables.
int FirstBumped, SecondBumped;
static void bump(int &Value) {
  ++Value;
  // CHECK: :[[@LINE-1]]:5: warning: 'FirstBumped' is written here
  // CHECK: :[[@LINE-2]]:5: warning: 'SecondBumped' is written here
}

void bumped_bad() {
  std::thread Worker([] {
    bump(FirstBumped);
    bump(SecondBumped);
  });
  bump(FirstBumped);
  bump(SecondBumped);
  Worker.join();
}
