// RUN: %check_cohazard %s cohazard-shared-global -- -std=c++20
// What is shared: objects, containers, buffers, elements; and how guards are made.
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <future>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>
// singleton
class SingletonReg {
public:
  static SingletonReg &get() {
    static SingletonReg inst_bad;
    return inst_bad;
  }
  void add(int k) {
    m_[k]++;
    // CHECK: :[[@LINE-1]]:5: warning: 'inst_bad' is written here by several threads at the same time without a common lock
  }
  int size() {
    return m_.size();
  }

private:
  std::map<int, int> m_;
};
void singleton_run() {
  std::thread t([] { SingletonReg::get().add(3); });
  SingletonReg::get().add(4);
  t.join();
}
class LockedSingletonReg {
public:
  static LockedSingletonReg &get() {
    static LockedSingletonReg inst_ok;
    return inst_ok;
  }
  void add(int k) {
    std::lock_guard<std::mutex> l(mu_);
    m_[k]++;
  }

private:
  std::mutex mu_;
  std::map<int, int> m_;
};
void locked_singleton_run() {
  std::thread t([] { LockedSingletonReg::get().add(3); });
  LockedSingletonReg::get().add(4);
  t.join();
}
// global pointer to object
struct Conf {
  int level = 0;
  std::string name;
};
Conf *pointer_bad = nullptr;
void pointer_run() {
  pointer_bad = new Conf;
  std::thread t([] { pointer_bad->level++; });
  // CHECK: :[[@LINE-1]]:22: warning: 'pointer_bad' is written here by a worker thread and written in 'pointer_run' without a common lock
  pointer_bad->level = 4;
  t.join();
}
std::unique_ptr<Conf> owner_bad = std::make_unique<Conf>();
void owner_run() {
  std::thread t([] { owner_bad->name = "x"; });
  // CHECK: :[[@LINE-1]]:22: warning: 'owner_bad' is written here by a worker thread and read in 'owner_run' without a common lock
  std::string s = owner_bad->name;
  t.join();
}
Conf *read_pointer_ok = new Conf;
void read_pointer_run() {
  std::thread t([] {
    int x = read_pointer_ok->level;
    (void)x;
  });
  int y = read_pointer_ok->level;
  (void)y;
  t.join();
}
// lock in header-like class Logger w/ static member mutex
class LockedLogLog {
  static std::mutex mu;
  static std::vector<std::string> lines_ok;

public:
  static void add(const char *s) {
    std::lock_guard<std::mutex> g(mu);
    lines_ok.push_back(s);
  }
};
std::mutex LockedLogLog::mu;
std::vector<std::string> LockedLogLog::lines_ok;
void locked_log_run() {
  std::thread a([] { LockedLogLog::add("a"); }), b([] { LockedLogLog::add("b"); });
  a.join();
  b.join();
}
class OpenLogLog {
  static std::vector<std::string> lines_bad;

public:
  static void add(const char *s) {
    lines_bad.push_back(s);
    // CHECK: :[[@LINE-1]]:5: warning: 'OpenLogLog::lines_bad' is written here by several threads at the same time without a common lock
  }
};
std::vector<std::string> OpenLogLog::lines_bad;
void open_log_run() {
  std::thread a([] { OpenLogLog::add("a"); }), b([] { OpenLogLog::add("b"); });
  a.join();
  b.join();
}
// double-checked locking
Conf *double_checked_inst_bad;
std::mutex double_checked_mu;
Conf *double_checked_get() {
  if (!double_checked_inst_bad) {
    std::lock_guard<std::mutex> l(double_checked_mu);
    if (!double_checked_inst_bad)
      double_checked_inst_bad = new Conf;
      // CHECK: :[[@LINE-1]]:7: warning: 'double_checked_inst_bad' is written here by a worker thread and read in 'double_checked_get' by another without a common lock
  }
  return double_checked_inst_bad;
}
void double_checked_run() {
  std::thread a(double_checked_get), b(double_checked_get);
  a.join();
  b.join();
}
// lazy init flag
bool lazy_flag_init_bad;
void lazy_flag_ensure() {
  if (!lazy_flag_init_bad) {
    lazy_flag_init_bad = true;
    // CHECK: :[[@LINE-1]]:5: warning: 'lazy_flag_init_bad' is written here by several threads at the same time without a common lock
  }
}
void lazy_flag_run() {
  std::thread a(lazy_flag_ensure), b(lazy_flag_ensure);
  a.join();
  b.join();
}
// buffers via C functions
char print_buffer_buf_bad[64];
void print_buffer_run() {
  std::thread t(
      [] { std::snprintf(print_buffer_buf_bad, sizeof print_buffer_buf_bad, "x%d", 3); });
      // CHECK: :[[@LINE-1]]:26: warning: 'print_buffer_buf_bad' is written here by a worker thread and read in 'print_buffer_run' without a common lock
  std::puts(print_buffer_buf_bad);
  t.join();
}
char clear_buffer_buf_bad[64];
void clear_buffer_run() {
  std::thread t([] { memset(clear_buffer_buf_bad, 0, 64); });
  // CHECK: :[[@LINE-1]]:29: warning: 'clear_buffer_buf_bad' is written here by a worker thread and read in 'clear_buffer_run' without a common lock
  char c = clear_buffer_buf_bad[3];
  (void)c;
  t.join();
}
// member thread class with loop and start/stop
class ServiceSvc {
  std::thread th;
  std::atomic<bool> run{false};
  static int ticks_bad;

public:
  void start() {
    run = true;
    th = std::thread(&ServiceSvc::loop, this);
  }
  void stop() {
    run = false;
    th.join();
  }
  void loop() {
    while (run)
      ticks_bad++;
      // CHECK: :[[@LINE-1]]:7: warning: 'ServiceSvc::ticks_bad' is written here by a worker thread and read in 'ServiceSvc::ticks' without a common lock
  }
  int ticks() {
    return ticks_bad;
  }
};
int ServiceSvc::ticks_bad;
int service_all() {
  ServiceSvc s;
  s.start();
  int t = s.ticks();
  s.stop();
  return t;
}
class StoppedServiceSvc {
  std::thread th;
  std::atomic<bool> run{false};
  static int ticks_ok;

public:
  void start() {
    run = true;
    th = std::thread(&StoppedServiceSvc::loop, this);
  }
  void stop() {
    run = false;
    th.join();
  }
  void loop() {
    while (run)
      ticks_ok++;
  }
  static int ticks() {
    return ticks_ok;
  }
};
int StoppedServiceSvc::ticks_ok;
int stopped_service_all() {
  StoppedServiceSvc s;
  s.start();
  s.stop();
  return StoppedServiceSvc::ticks();
}
// conditional lock
int sometimes_locked_bad;
std::mutex sometimes_locked_mutex;
void sometimes_locked_worker(bool b) {
  if (b)
    sometimes_locked_mutex.lock();
  sometimes_locked_bad++;
  // CHECK: :[[@LINE-1]]:3: warning: 'sometimes_locked_bad' is written here by several threads at the same time without a common lock
  if (b)
    sometimes_locked_mutex.unlock();
}
void sometimes_locked_run() {
  std::thread a(sometimes_locked_worker, true), b(sometimes_locked_worker, false);
  a.join();
  b.join();
}
// one branch early return w/out unlock etc
int early_return_ok;
std::mutex early_return_mutex;
bool early_return_worker(int k) {
  early_return_mutex.lock();
  if (k < 0) {
    early_return_mutex.unlock();
    return false;
  }
  early_return_ok += k;
  early_return_mutex.unlock();
  return true;
}
void early_return_run() {
  std::thread a(early_return_worker, 1), b(early_return_worker, 2);
  a.join();
  b.join();
}
// iterate over a list in worker, main modifies
std::list<int> list_bad;
void list_run() {
  std::thread t([] {
    for (auto &x : list_bad)
      x++;
      // CHECK: :[[@LINE-1]]:7: warning: 'list_bad' is written here by a worker thread and written in 'list_run' without a common lock
  });
  list_bad.push_back(3);
  t.join();
}
std::unordered_map<int, int> hash_map_bad;
void hash_map_run() {
  std::thread t([] {
    auto it = hash_map_bad.find(3);
    if (it != hash_map_bad.end())
      it->second++;
      // CHECK: :[[@LINE-1]]:7: warning: 'hash_map_bad' is written here by a worker thread and written in 'hash_map_run' without a common lock
  });
  hash_map_bad.erase(3);
  t.join();
}
std::set<int> read_set_ok;
void read_set_run() {
  std::thread t([] { (void)read_set_ok.count(3); });
  bool b = read_set_ok.count(4);
  (void)b;
  t.join();
}
// struct array fields by own idx
struct Slot {
  int n;
  long pad;
} own_slot_slots_ok[8];
void own_slot_run() {
  std::vector<std::thread> v;
  for (int i = 0; i < 8; ++i)
    v.emplace_back([i] {
      Slot &s = own_slot_slots_ok[i];
      s.n++;
    });
  for (auto &t : v)
    t.join();
  int sum = 0;
  for (auto &s : own_slot_slots_ok)
    sum += s.n;
}
// modulo index
int histogram_hist_bad[16];
void histogram_worker(int seed) {
  for (int i = 0; i < 100; ++i)
    histogram_hist_bad[(seed + i) % 16]++;
    // CHECK: :[[@LINE-1]]:5: warning: 'histogram_hist_bad' is written here by several threads at the same time without a common lock
}
void histogram_run() {
  std::thread a(histogram_worker, 1), b(histogram_worker, 2);
  a.join();
  b.join();
}
// loops over whole array
int whole_array_arr_bad[10];
void whole_array_worker() {
  for (int i = 0; i < 10; ++i)
    whole_array_arr_bad[i]++;
    // CHECK: :[[@LINE-1]]:5: warning: 'whole_array_arr_bad' is written here by several threads at the same time without a common lock
}
void whole_array_run() {
  std::thread a(whole_array_worker), b(whole_array_worker);
  a.join();
  b.join();
}
// chunked
int chunk_arr_ok[100];
void chunk_worker(int b, int e) {
  for (int i = b; i < e; ++i)
    chunk_arr_ok[i]++;
}
void chunk_run() {
  std::thread a(chunk_worker, 0, 50), b(chunk_worker, 50, 100);
  a.join();
  b.join();
}
// extern
extern int declared_elsewhere_bad;
void declared_elsewhere_run() {
  std::thread t([] { declared_elsewhere_bad++; });
  // CHECK: :[[@LINE-1]]:22: warning: 'declared_elsewhere_bad' is written here by a worker thread and written in 'declared_elsewhere_run' without a common lock
  declared_elsewhere_bad = 4;
  t.join();
}
// anonymous namespace
namespace {
int unnamed_namespace_bad;
void unnamed_namespace_worker() {
  unnamed_namespace_bad++;
  // CHECK: :[[@LINE-1]]:3: warning: 'unnamed_namespace_bad' is written here by several threads at the same time without a common lock
}
} // namespace
void unnamed_namespace_run() {
  std::thread a(unnamed_namespace_worker), b(unnamed_namespace_worker);
  a.join();
  b.join();
}
// std::function global callback
std::function<void()> callback_cb_bad;
void callback_run() {
  std::thread t([] {
    if (callback_cb_bad)
    // CHECK: :[[@LINE-1]]:9: warning: 'callback_cb_bad' is read here by a worker thread and written in 'callback_run' without a common lock
      callback_cb_bad();
  });
  callback_cb_bad = [] {};
  t.join();
}
// async by two futures
int two_asyncs_bad;
int two_asyncs_worker() {
  return ++two_asyncs_bad;
  // CHECK: :[[@LINE-1]]:12: warning: 'two_asyncs_bad' is written here by several threads at the same time without a common lock
}
void two_asyncs_run() {
  auto a = std::async(std::launch::async, two_asyncs_worker);
  auto b = std::async(std::launch::async, two_asyncs_worker);
  a.get();
  b.get();
}
int one_async_after_another_ok;
int one_async_after_another_worker() {
  return ++one_async_after_another_ok;
}
void one_async_after_another_run() {
  auto a = std::async(std::launch::async, one_async_after_another_worker);
  a.get();
  auto b = std::async(std::launch::async, one_async_after_another_worker);
  b.get();
}
int async_array_bad;
int async_array_worker() {
  return ++async_array_bad;
  // CHECK: :[[@LINE-1]]:12: warning: 'async_array_bad' is written here by several threads at the same time without a common lock
}
void async_array_run() {
  std::future<int> fs[4];
  for (auto &f : fs)
    f = std::async(async_array_worker);
  for (auto &f : fs)
    f.get();
}
// packaged task
int task_object_bad;
void task_object_run() {
  std::packaged_task<int()> task([] { return ++task_object_bad; });
  // CHECK: :[[@LINE-1]]:48: warning: 'task_object_bad' is written here by a worker thread and written in 'task_object_run' without a common lock
  auto f = task.get_future();
  std::thread t(std::move(task));
  task_object_bad++;
  f.get();
  t.join();
}
// passing pointer
int pointer_argument_bad;
void pointer_argument_worker(int *p) {
  ++*p;
  // CHECK: :[[@LINE-1]]:5: warning: 'pointer_argument_bad' is written here by several threads at the same time without a common lock
}
void pointer_argument_run() {
  std::thread a(pointer_argument_worker, &pointer_argument_bad),
      b(pointer_argument_worker, &pointer_argument_bad);
  a.join();
  b.join();
}
// lambda by template loop
template <typename F> void thread_team_par(int n, F f) {
  std::vector<std::thread> ts;
  for (int i = 0; i < n; ++i)
    ts.emplace_back(f, i);
  for (auto &t : ts)
    t.join();
}
int thread_team_bad;
void thread_team_run() {
  thread_team_par(4, [](int i) { thread_team_bad += i; });
  // CHECK: :[[@LINE-1]]:34: warning: 'thread_team_bad' is written here by several threads at the same time without a common lock
}
int locked_team_ok;
std::mutex locked_team_mutex;
void locked_team_run() {
  thread_team_par(4, [](int i) {
    std::lock_guard l(locked_team_mutex);
    locked_team_ok += i;
  });
  locked_team_ok = 3;
}
// timed mutex
std::timed_mutex timed_lock_mutex;
int timed_lock_ok;
void timed_lock_worker() {
  if (timed_lock_mutex.try_lock_for(std::chrono::seconds(1))) {
    timed_lock_ok++;
    timed_lock_mutex.unlock();
  }
}
void timed_lock_run() {
  std::thread a(timed_lock_worker), b(timed_lock_worker);
  a.join();
  b.join();
}
std::timed_mutex timed_guard_mutex;
int timed_guard_ok;
void timed_guard_worker() {
  std::unique_lock<std::timed_mutex> l(timed_guard_mutex, std::chrono::seconds(1));
  if (l.owns_lock())
    timed_guard_ok++;
  if (!l)
    return;
  timed_guard_ok++;
}
void timed_guard_run() {
  std::thread a(timed_guard_worker), b(timed_guard_worker);
  a.join();
  b.join();
}
// inherits lockable
struct InheritedLockMon : std::mutex {
  int v;
} inherited_lock_mon_ok;
void inherited_lock_worker() {
  std::lock_guard<InheritedLockMon> l(inherited_lock_mon_ok);
  inherited_lock_mon_ok.v++;
}
void inherited_lock_run() {
  std::thread a(inherited_lock_worker), b(inherited_lock_worker);
  a.join();
  b.join();
}
// guard class holding lock_guard member
struct GuardMemberSc {
  std::lock_guard<std::mutex> g;
  explicit GuardMemberSc(std::mutex &m) : g(m) {
  }
};
std::mutex guard_member_mutex;
int guard_member_ok;
void guard_member_worker() {
  GuardMemberSc s(guard_member_mutex);
  guard_member_ok++;
}
void guard_member_run() {
  std::thread a(guard_member_worker), b(guard_member_worker);
  a.join();
  b.join();
}
// function returning unique_lock
std::mutex returned_guard_mutex;
std::unique_lock<std::mutex> returned_guard_lock() {
  return std::unique_lock<std::mutex>(returned_guard_mutex);
}
int returned_guard_ok;
void returned_guard_worker() {
  auto l = returned_guard_lock();
  returned_guard_ok++;
}
void returned_guard_run() {
  std::thread a(returned_guard_worker), b(returned_guard_worker);
  a.join();
  b.join();
}
// global guard ctor no param
std::mutex global_guard_mutex;
struct GlobalGuard {
  GlobalGuard() {
    global_guard_mutex.lock();
  }
  ~GlobalGuard() {
    global_guard_mutex.unlock();
  }
};
int global_guard_ok;
void global_guard_worker() {
  GlobalGuard g;
  global_guard_ok++;
}
void global_guard_run() {
  std::thread a(global_guard_worker), b(global_guard_worker);
  a.join();
  b.join();
}
// scope ended before access
std::mutex ended_scope_mutex;
int ended_scope_bad;
void ended_scope_worker() {
  { std::lock_guard l(ended_scope_mutex); }
  ended_scope_bad++;
  // CHECK: :[[@LINE-1]]:3: warning: 'ended_scope_bad' is written here by several threads at the same time without a common lock
}
void ended_scope_run() {
  std::thread a(ended_scope_worker), b(ended_scope_worker);
  a.join();
  b.join();
}
// temporary guard (bug)
std::mutex temporary_guard_mutex;
int temporary_guard_bad;
void temporary_guard_worker() {
  std::lock_guard<std::mutex>{temporary_guard_mutex};
  temporary_guard_bad++;
  // CHECK: :[[@LINE-1]]:3: warning: 'temporary_guard_bad' is written here by several threads at the same time without a common lock
}
void temporary_guard_run() {
  std::thread a(temporary_guard_worker), b(temporary_guard_worker);
  a.join();
  b.join();
}
// exception path
std::mutex thrown_mutex;
int thrown_ok;
void thrown_worker() {
  try {
    std::lock_guard l(thrown_mutex);
    thrown_ok++;
    throw 1;
  } catch (...) {
  }
}
void thrown_run() {
  std::thread a(thrown_worker), b(thrown_worker);
  a.join();
  b.join();
}
// switch
std::mutex one_case_mutex;
int one_case_bad;
void one_case_worker(int k) {
  switch (k) {
  case 0: {
    std::lock_guard l(one_case_mutex);
    one_case_bad++;
    break;
  }
  default:
    one_case_bad--;
    // CHECK: :[[@LINE-1]]:5: warning: 'one_case_bad' is written here by a worker thread and written in 'one_case_worker' by another without a common lock
  }
}
void one_case_run() {
  std::thread a(one_case_worker, 0), b(one_case_worker, 1);
  a.join();
  b.join();
}
