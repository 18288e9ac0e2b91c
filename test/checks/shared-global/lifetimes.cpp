// RUN: %check_cohazard %s cohazard-shared-global -- -std=c++20
// Which threads run at the same time: pools, phases, nested and repeated threads.
#include <atomic>
#include <barrier>
#include <condition_variable>
#include <cstdlib>
#include <functional>
#include <future>
#include <mutex>
#include <queue>
#include <shared_mutex>
#include <thread>
#include <vector>
// user pool whole visible
class OwnPoolThreadPool {
  std::vector<std::thread> ws;
  std::queue<std::function<void()>> q;
  std::mutex m;
  std::condition_variable cv;
  bool stop = false;

public:
  OwnPoolThreadPool(int n) {
    for (int i = 0; i < n; ++i)
      ws.emplace_back([this] {
        for (;;) {
          std::function<void()> job;
          {
            std::unique_lock<std::mutex> l(m);
            cv.wait(l, [this] { return stop || !q.empty(); });
            if (stop && q.empty())
              return;
            job = std::move(q.front());
            q.pop();
          }
          job();
        }
      });
  }
  ~OwnPoolThreadPool() {
    {
      std::lock_guard<std::mutex> l(m);
      stop = true;
    }
    cv.notify_all();
    for (auto &t : ws)
      t.join();
  }
  void enqueue(std::function<void()> f) {
    {
      std::lock_guard<std::mutex> l(m);
      q.push(std::move(f));
    }
    cv.notify_one();
  }
};
int own_pool_bad, own_pool_ok;
std::mutex own_pool_mutex;
void own_pool_run() {
  OwnPoolThreadPool p(4);
  for (int i = 0; i < 4; ++i)
    p.enqueue([] {
      own_pool_bad++;
      // CHECK: :[[@LINE-1]]:7: warning: 'own_pool_bad' is written here by several threads at the same time without a common lock
      {
        std::lock_guard l(own_pool_mutex);
        own_pool_ok++;
      }
    });
}
OwnPoolThreadPool gp_ok(3);
int global_pool_bad;
void global_pool_run() {
  gp_ok.enqueue([] { global_pool_bad++; });
  // CHECK: :[[@LINE-1]]:22: warning: 'global_pool_bad' is written here by a worker thread and written in 'global_pool_run' without a common lock
  global_pool_bad++;
}
int pool_destroyed_ok;
void pool_destroyed_run() {
  {
    OwnPoolThreadPool p(4);
    p.enqueue([] { pool_destroyed_ok++; });
  }
  pool_destroyed_ok++;
}
// inline executor is not threaded
struct InlineExecutor {
  template <class F> void execute(F f) {
    f();
  }
};
int inline_executor_ok;
void inline_executor_run() {
  InlineExecutor e;
  e.execute([] { inline_executor_ok++; });
  inline_executor_ok++;
}
// producer/consumer w/o lock
std::queue<int> bare_queue_bad;
void bare_queue_run() {
  std::thread p([] {
    for (int i = 0; i < 10; i++)
      bare_queue_bad.push(i);
      // CHECK: :[[@LINE-1]]:7: warning: 'bare_queue_bad' is written here by a worker thread and written in a lambda by another without a common lock
  });
  std::thread c([] {
    while (!bare_queue_bad.empty())
      bare_queue_bad.pop();
  });
  p.join();
  c.join();
}
// phases
int phases_ok;
void phases_run() {
  {
    std::thread a([] { phases_ok = 1; });
    a.join();
  }
  {
    std::thread b([] { phases_ok = 2; });
    b.join();
  }
}
int two_writers_bad;
void two_writers_run() {
  std::thread a([] { two_writers_bad = 1; });
  // CHECK: :[[@LINE-1]]:22: warning: 'two_writers_bad' is written here by a worker thread and written in a lambda by another without a common lock
  std::thread b([] { two_writers_bad = 2; });
  a.join();
  b.join();
}
int one_after_another_ok;
void one_after_another_run() {
  std::thread a([] { one_after_another_ok = 1; });
  a.join();
  std::thread b([] { one_after_another_ok = 2; });
  b.join();
}
// join in other function
std::vector<std::thread> global_threads_g;
int global_threads_ok;
void global_threads_start() {
  for (int i = 0; i < 1; ++i)
    global_threads_g.emplace_back([] {});
  global_threads_g.push_back(std::thread([] { global_threads_ok++; }));
}
void global_threads_stop() {
  for (auto &t : global_threads_g)
    t.join();
}
int global_threads_all() {
  global_threads_start();
  global_threads_stop();
  return global_threads_ok;
}
// barrier
std::barrier<> barrier_b(2);
int barrier_ok;
void barrier_run() {
  std::thread a([] {
    barrier_ok = 1;
    barrier_b.arrive_and_wait();
  });
  std::thread b([] {
    barrier_b.arrive_and_wait();
    int x = barrier_ok;
    (void)x;
  });
  a.join();
  b.join();
}
// main thread id / nested thread
int nested_bad;
void nested_run() {
  std::thread a([] {
    std::thread b([] { nested_bad++; });
    // CHECK: :[[@LINE-1]]:24: warning: 'nested_bad' is written here by a worker thread and written in a lambda by another without a common lock
    nested_bad++;
    b.join();
  });
  a.join();
}
int nested_joined_ok;
void nested_joined_run() {
  std::thread a([] {
    std::thread b([] { nested_joined_ok++; });
    b.join();
    nested_joined_ok++;
  });
  a.join();
  nested_joined_ok++;
}
int nested_detached_bad;
void nested_detached_run() {
  std::thread a([] {
    std::thread b([] { nested_detached_bad++; });
    // CHECK: :[[@LINE-1]]:24: warning: 'nested_detached_bad' is written here by a worker thread and written in 'nested_detached_run' without a common lock
    b.detach();
  });
  a.join();
  nested_detached_bad++;
}
// exit path
int lock_or_exit_ok;
std::mutex lock_or_exit_mutex;
void die() {
  std::exit(1);
}
void lock_or_exit_lk() {
  if (!lock_or_exit_mutex.try_lock())
    die();
}
void lock_or_exit_worker() {
  lock_or_exit_lk();
  lock_or_exit_ok++;
  lock_or_exit_mutex.unlock();
}
void lock_or_exit_run() {
  std::thread a(lock_or_exit_worker), b(lock_or_exit_worker);
  a.join();
  b.join();
}
// guard via macro
#define LOCKED(m) std::lock_guard<std::mutex> guard_(m)
int guard_macro_ok;
std::mutex guard_macro_mutex;
void guard_macro_worker() {
  LOCKED(guard_macro_mutex);
  guard_macro_ok++;
}
void guard_macro_run() {
  std::thread a(guard_macro_worker), b(guard_macro_worker);
  a.join();
  b.join();
}
#define INC(x) ((x)++)
int write_macro_bad;
void write_macro_worker() {
  INC(write_macro_bad);
  // CHECK: :[[@LINE-1]]:3: warning: 'write_macro_bad' is written here by several threads at the same time without a common lock
}
void write_macro_run() {
  std::thread a(write_macro_worker), b(write_macro_worker);
  a.join();
  b.join();
}
// member mutex + static data; two instances
struct LockOfEach {
  std::mutex m;
  static int n_bad;
  void inc() {
    std::lock_guard<std::mutex> l(m);
    n_bad++;
    // CHECK: :[[@LINE-1]]:5: warning: 'LockOfEach::n_bad' is written here by several threads at the same time without a common lock
  }
};
int LockOfEach::n_bad;
LockOfEach lock_of_each_x, lock_of_each_y;
void lock_of_each_run() {
  std::thread a([] { lock_of_each_x.inc(); }), b([] { lock_of_each_y.inc(); });
  a.join();
  b.join();
}
struct LockOfAll {
  static std::mutex m;
  static int n_ok;
  void inc() {
    std::lock_guard<std::mutex> l(m);
    n_ok++;
  }
};
int LockOfAll::n_ok;
std::mutex LockOfAll::m;
LockOfAll lock_of_all_x, lock_of_all_y;
void lock_of_all_run() {
  std::thread a([] { lock_of_all_x.inc(); }), b([] { lock_of_all_y.inc(); });
  a.join();
  b.join();
}
// local instances
void instances_run() {
  struct L {};
  LockOfEach p, q;
  (void)p;
  (void)q;
}
// template function
template <class T> T &template_static_slot() {
  static T s_bad;
  return s_bad;
}
void template_static_run() {
  std::thread a([] { template_static_slot<int>()++; });
  // CHECK: :[[@LINE-1]]:22: warning: 's_bad' is written here by a worker thread and written in 'template_static_run' without a common lock
  template_static_slot<int>()++;
  a.join();
}
// const method reading static, non-const write
class Cached {
  static int cache_bad;

public:
  int get() const {
    return cache_bad;
  }
  void set(int x) {
    cache_bad = x;
    // CHECK: :[[@LINE-1]]:5: warning: 'Cached::cache_bad' is written here by a worker thread and read in 'Cached::get' without a common lock
  }
};
int Cached::cache_bad;
void cached_run() {
  Cached m;
  std::thread a([&] { m.set(3); });
  m.get();
  a.join();
}
// while loop with flag plain bool
bool stop_flag_stop_bad;
void stop_flag_worker() {
  while (!stop_flag_stop_bad)
  // CHECK: :[[@LINE-1]]:11: warning: 'stop_flag_stop_bad' is read here by a worker thread and written in 'stop_flag_run' without a common lock
    std::this_thread::yield();
}
void stop_flag_run() {
  std::thread a(stop_flag_worker);
  stop_flag_stop_bad = true;
  a.join();
}
// thread list loop w/ index
int indexed_threads_ok;
std::mutex indexed_threads_mutex;
void indexed_threads_run() {
  std::thread ts[3];
  for (int i = 0; i < 3; i++)
    ts[i] = std::thread([] {
      std::lock_guard l(indexed_threads_mutex);
      indexed_threads_ok++;
    });
  for (int i = 0; i < 3; i++)
    ts[i].join();
  int x = indexed_threads_ok;
  (void)x;
}
int indexed_unlocked_bad;
void indexed_unlocked_run() {
  std::thread ts[3];
  for (int i = 0; i < 3; i++)
    ts[i] = std::thread([] { indexed_unlocked_bad++; });
    // CHECK: :[[@LINE-1]]:30: warning: 'indexed_unlocked_bad' is written here by several threads at the same time without a common lock
  for (int i = 0; i < 3; i++)
    ts[i].join();
}
int joined_each_turn_ok;
void joined_each_turn_run() {
  for (int i = 0; i < 3; i++) {
    std::thread t([] { joined_each_turn_ok++; });
    t.join();
    joined_each_turn_ok--;
  }
}
int detached_each_turn_bad;
void detached_each_turn_run() {
  for (int i = 0; i < 3; i++)
    std::thread([] { detached_each_turn_bad++; }).detach();
    // CHECK: :[[@LINE-1]]:22: warning: 'detached_each_turn_bad' is written here by several threads at the same time without a common lock
}
// only one thread writes; main reads after
int result_ok;
void result_run() {
  std::thread t([] {
    for (int i = 0; i < 3; ++i)
      result_ok += i;
  });
  t.join();
  int x = result_ok;
  (void)x;
}
// read lock vs no lock
std::shared_mutex shared_lock_only_mutex;
int shared_lock_only_bad;
void shared_lock_only_run() {
  std::thread t([] {
    std::shared_lock l(shared_lock_only_mutex);
    int x = shared_lock_only_bad;
    // CHECK: :[[@LINE-1]]:13: warning: 'shared_lock_only_bad' is read here by a worker thread and written in 'shared_lock_only_run' without a common lock
    (void)x;
  });
  shared_lock_only_bad = 3;
  t.join();
}
// async result stored in struct
struct FutureMemberHolder {
  std::future<void> f;
};
int future_member_ok;
void future_member_run() {
  FutureMemberHolder h;
  h.f = std::async(std::launch::async, [] { future_member_ok++; });
  h.f.wait();
  future_member_ok++;
}
// two locks one common
std::mutex inner_lock_mutexa, inner_lock_mutexb;
int inner_lock_ok;
void inner_lock_worker() {
  std::lock_guard a(inner_lock_mutexa);
  std::lock_guard b(inner_lock_mutexb);
  inner_lock_ok++;
}
void inner_lock_other() {
  std::lock_guard b(inner_lock_mutexb);
  inner_lock_ok++;
}
void inner_lock_run() {
  std::thread a(inner_lock_worker), b(inner_lock_other);
  a.join();
  b.join();
}
// write under lock in one and none in other
std::mutex one_side_locked_mutex;
int one_side_locked_bad;
void one_side_locked_worker() {
  std::lock_guard a(one_side_locked_mutex);
  one_side_locked_bad++;
}
void one_side_locked_other() {
  one_side_locked_bad--;
  // CHECK: :[[@LINE-1]]:3: warning: 'one_side_locked_bad' is written here by a worker thread and written in 'one_side_locked_worker' by another without a common lock
}
void one_side_locked_run() {
  std::thread a(one_side_locked_worker), b(one_side_locked_other);
  a.join();
  b.join();
}
// atomic by pointer
std::atomic<int> *atomic_pointer_pa_ok = new std::atomic<int>(0);
void atomic_pointer_run() {
  std::thread a([] { (*atomic_pointer_pa_ok)++; }),
      b([] { atomic_pointer_pa_ok->fetch_add(1); });
  a.join();
  b.join();
}
// thread-safe function using static mutex
void local_lock_log(int x) {
  static std::mutex m;
  static int n_ok;
  std::lock_guard<std::mutex> l(m);
  n_ok += x;
}
void local_lock_run() {
  std::thread a(local_lock_log, 1), b(local_lock_log, 2);
  a.join();
  b.join();
}
// std::ref to lambda captured struct by global pointer param
struct PointerCapture {
  int x;
};
PointerCapture pointer_capture_bad;
void pointer_capture_worker(PointerCapture *d) {
  d->x++;
  // CHECK: :[[@LINE-1]]:3: warning: 'pointer_capture_bad' is written here by a worker thread and written in 'pointer_capture_run' without a common lock
}
void pointer_capture_run() {
  PointerCapture *p = &pointer_capture_bad;
  std::thread a([p] { pointer_capture_worker(p); });
  p->x++;
  a.join();
}
// reference alias
int alias_bad;
void alias_run() {
  int &r = alias_bad;
  std::thread a([&r] { r++; });
  // CHECK: :[[@LINE-1]]:24: warning: 'alias_bad' is written here by a worker thread and written in 'alias_run' without a common lock
  r++;
  a.join();
}
// param captured
int captured_parameter_bad;
void captured_parameter_run(int &x) {
  std::thread a([&x] { x++; });
  // CHECK: :[[@LINE-1]]:24: warning: 'captured_parameter_bad' is written here by a worker thread and written in 'captured_parameter_run' without a common lock
  x++;
  a.join();
}
void captured_parameter_run() {
  captured_parameter_run(captured_parameter_bad);
}
