// RUN: %check_cohazard %s cohazard-shared-global -- -std=c++20
// The common ways to start threads, share data with them and wait for them.
#include <atomic>
#include <functional>
#include <future>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>
int plain_bad; // plain
void plain_worker() {
  ++plain_bad;
  // CHECK: :[[@LINE-1]]:5: warning: 'plain_bad' is written here by a worker thread and read in 'plain_run' without a common lock
}
void plain_run() {
  std::thread t(plain_worker);
  int x = plain_bad;
  (void)x;
  t.join();
}
int guarded_ok;
std::mutex guarded_mutex;
void guarded_worker() {
  std::lock_guard<std::mutex> l(guarded_mutex);
  ++guarded_ok;
}
void guarded_run() {
  std::thread t(guarded_worker);
  {
    std::lock_guard l(guarded_mutex);
    guarded_ok = 3;
  }
  t.join();
}
int joined_ok;
void joined_worker() {
  ++joined_ok;
}
void joined_run() {
  joined_ok = 1;
  std::thread t(joined_worker);
  t.join();
  joined_ok = 2;
}
int loop_bad;
void loop_run() {
  std::vector<std::thread> v;
  for (int i = 0; i < 4; ++i)
    v.emplace_back([] { loop_bad++; });
    // CHECK: :[[@LINE-1]]:25: warning: 'loop_bad' is written here by several threads at the same time without a common lock
  for (auto &t : v)
    t.join();
}
int after_join_ok;
void after_join_run() {
  std::thread t([] { after_join_ok++; });
  t.join();
  int x = after_join_ok;
  (void)x;
}
std::map<int, std::string> map_bad;
void map_run() {
  auto f = std::async(std::launch::async, [] { map_bad[1] = "x"; });
  // CHECK: :[[@LINE-1]]:48: warning: 'map_bad' is written here by a worker thread and written in 'map_run' without a common lock
  map_bad.clear();
  f.get();
}
int reference_bad;
void reference_add(int &x) {
  ++x;
  // CHECK: :[[@LINE-1]]:5: warning: 'reference_bad' is written here by several threads at the same time without a common lock
}
void reference_run() {
  std::thread t([] { reference_add(reference_bad); });
  reference_add(reference_bad);
  t.join();
}
struct member_Counter {
  int n;
  void inc() {
    ++n;
    // CHECK: :[[@LINE-1]]:7: warning: 'member_bad' is written here by several threads at the same time without a common lock
  }
} member_bad;
void member_run() {
  std::thread t(&member_Counter::inc, &member_bad);
  member_bad.inc();
  t.join();
}
struct member_locked_Counter {
  std::mutex m;
  int n;
  void inc() {
    std::lock_guard<std::mutex> l(m);
    ++n;
  }
} member_locked_ok;
void member_locked_run() {
  std::thread t(&member_locked_Counter::inc, &member_locked_ok);
  member_locked_ok.inc();
  t.join();
}
int ref_wrapper_bad;
void ref_wrapper_worker(int &x) {
  x++;
  // CHECK: :[[@LINE-1]]:3: warning: 'ref_wrapper_bad' is written here by several threads at the same time without a common lock
}
void ref_wrapper_run() {
  std::thread t(ref_wrapper_worker, std::ref(ref_wrapper_bad)),
      u(ref_wrapper_worker, std::ref(ref_wrapper_bad));
  t.join();
  u.join();
}
int own_element_ok[4];
void own_element_worker(int i) {
  own_element_ok[i]++;
}
void own_element_run() {
  std::vector<std::thread> v;
  for (int i = 0; i < 4; ++i)
    v.push_back(std::thread(own_element_worker, i));
  for (auto &t : v)
    t.join();
  for (int i = 0; i < 4; ++i)
    own_element_ok[i]++;
}
int lock_functions_ok;
std::mutex lock_functions_mutex;
void lock_functions_lock() {
  lock_functions_mutex.lock();
}
void lock_functions_unlock() {
  lock_functions_mutex.unlock();
}
void lock_functions_worker() {
  lock_functions_lock();
  lock_functions_ok++;
  lock_functions_unlock();
}
void lock_functions_run() {
  std::thread t(lock_functions_worker);
  lock_functions_lock();
  lock_functions_ok++;
  lock_functions_unlock();
  t.join();
}
int early_unlock_bad;
std::mutex early_unlock_mutex;
void early_unlock_worker() {
  std::unique_lock<std::mutex> l(early_unlock_mutex);
  l.unlock();
  early_unlock_bad++;
  // CHECK: :[[@LINE-1]]:3: warning: 'early_unlock_bad' is written here by a worker thread and written in 'early_unlock_run' without a common lock
}
void early_unlock_run() {
  std::thread t(early_unlock_worker);
  std::unique_lock<std::mutex> l(early_unlock_mutex);
  early_unlock_bad++;
  l.unlock();
  t.join();
}
int atomic_flag_ok;
std::atomic<bool> atomic_flag_flag;
void atomic_flag_run() {
  std::thread t([] {
    atomic_flag_ok = 4;
    atomic_flag_flag = true;
  });
  while (!atomic_flag_flag) {
  }
  int x = atomic_flag_ok;
  (void)x;
  t.join();
}
int try_else_bad;
std::mutex try_else_mutex;
void try_else_worker() {
  if (try_else_mutex.try_lock()) {
    try_else_bad++;
    try_else_mutex.unlock();
  } else {
    try_else_bad = 1;
    // CHECK: :[[@LINE-1]]:5: warning: 'try_else_bad' is written here by a worker thread and written in 'try_else_worker' by another without a common lock
  }
}
void try_else_run() {
  std::thread t(try_else_worker);
  std::thread u(try_else_worker);
  t.join();
  u.join();
}
int try_return_ok;
std::mutex try_return_mutex;
void try_return_worker() {
  if (!try_return_mutex.try_lock())
    return;
  try_return_ok++;
  try_return_mutex.unlock();
}
void try_return_run() {
  std::thread t(try_return_worker);
  std::thread u(try_return_worker);
  t.join();
  u.join();
}
struct own_guard_Guard {
  std::mutex &m;
  own_guard_Guard(std::mutex &x) : m(x) {
    m.lock();
  }
  ~own_guard_Guard() {
    m.unlock();
  }
};
int own_guard_ok;
std::mutex own_guard_mutex;
void own_guard_worker() {
  own_guard_Guard g(own_guard_mutex);
  own_guard_ok++;
}
void own_guard_run() {
  std::thread t(own_guard_worker);
  std::thread u(own_guard_worker);
  t.join();
  u.join();
}
int &getter() {
  static int getter_bad;
  return getter_bad;
}
void getter_run() {
  std::thread t([] { getter()++; });
  // CHECK: :[[@LINE-1]]:22: warning: 'getter_bad' is written here by a worker thread and written in 'getter_run' without a common lock
  getter()++;
  t.join();
}
struct static_member_Worker {
  std::thread t;
  static int static_member_bad;
  void start() {
    t = std::thread([this] { run(); });
  }
  void run() {
    static_member_bad++;
    // CHECK: :[[@LINE-1]]:5: warning: 'static_member_Worker::static_member_bad' is written here by a worker thread and read in 'static_member_Worker::get' without a common lock
  }
  void stop() {
    t.join();
  }
  int get() {
    return static_member_bad;
  }
};
int static_member_Worker::static_member_bad;
int once_ok;
std::once_flag once_once;
void once_worker() {
  std::call_once(once_once, [] { once_ok = 1; });
}
void once_run() {
  std::thread t(once_worker);
  once_worker();
  t.join();
}
template <class F> void template_spawner_spawn(F f) {
  std::thread(f).detach();
}
int template_spawner_bad;
void template_spawner_run() {
  template_spawner_spawn([] { template_spawner_bad++; });
  // CHECK: :[[@LINE-1]]:31: warning: 'template_spawner_bad' is written here by a worker thread and written in 'template_spawner_run' without a common lock
  template_spawner_bad++;
}
void function_spawner_spawn(std::function<void()> f) {
  std::thread t(std::move(f));
  t.detach();
}
int function_spawner_bad;
void function_spawner_run() {
  function_spawner_spawn([] { function_spawner_bad++; });
  // CHECK: :[[@LINE-1]]:31: warning: 'function_spawner_bad' is written here by a worker thread and written in 'function_spawner_run' without a common lock
  function_spawner_bad++;
}
template <class F> void locked_callback_locked(F f) {
  static std::mutex m;
  std::lock_guard<std::mutex> l(m);
  f();
}
int locked_callback_ok;
void locked_callback_worker() {
  locked_callback_locked([] { locked_callback_ok++; });
}
int heap_thread_bad;
void heap_thread_run() {
  std::thread *t = new std::thread([] { heap_thread_bad++; });
  // CHECK: :[[@LINE-1]]:41: warning: 'heap_thread_bad' is written here by a worker thread and written in 'heap_thread_run' without a common lock
  heap_thread_bad++;
  t->join();
  heap_thread_bad++;
  delete t;
}
