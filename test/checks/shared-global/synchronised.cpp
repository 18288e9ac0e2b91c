// RUN: %check_cohazard %s cohazard-shared-global -- -std=c++20
// Each way to synchronise, beside one that does not.
#include <algorithm>
#include <array>
#include <atomic>
#include <condition_variable>
#include <execution>
#include <functional>
#include <future>
#include <iostream>
#include <latch>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <queue>
#include <semaphore>
#include <shared_mutex>
#include <string>
#include <thread>
#include <vector>
// queue with condition variable: ok
std::queue<int> condition_queue_ok;
std::mutex condition_mutex;
std::condition_variable condition_cv;
bool condition_done_ok;
void condition_consumer() {
  for (;;) {
    std::unique_lock<std::mutex> l(condition_mutex);
    condition_cv.wait(l, [] { return !condition_queue_ok.empty() || condition_done_ok; });
    if (condition_queue_ok.empty())
      return;
    condition_queue_ok.pop();
  }
}
void condition_run() {
  std::thread c(condition_consumer);
  for (int i = 0; i < 3; ++i) {
    {
      std::lock_guard<std::mutex> l(condition_mutex);
      condition_queue_ok.push(i);
    }
    condition_cv.notify_one();
  }
  {
    std::lock_guard<std::mutex> l(condition_mutex);
    condition_done_ok = true;
  }
  condition_cv.notify_all();
  c.join();
}
// shared_mutex reads: ok; write under shared: bad
std::shared_mutex shared_mutex;
int shared_ok, shared_b_bad;
void shared_reader() {
  std::shared_lock<std::shared_mutex> l(shared_mutex);
  int x = shared_ok;
  (void)x;
  shared_b_bad++;
  // CHECK: :[[@LINE-1]]:3: warning: 'shared_b_bad' is written here by several threads at the same time without a common lock
}
void shared_writer() {
  std::unique_lock<std::shared_mutex> l(shared_mutex);
  shared_ok++;
}
void shared_run() {
  std::thread a(shared_reader), b(shared_reader), c(shared_writer);
  a.join();
  b.join();
  c.join();
}
// different locks
std::mutex two_locks_mutexa, two_locks_mutexb;
int two_locks_bad;
void two_locks_worker() {
  std::lock_guard<std::mutex> l(two_locks_mutexa);
  two_locks_bad++;
  // CHECK: :[[@LINE-1]]:3: warning: 'two_locks_bad' is written here by a worker thread and written in 'two_locks_other' by another without a common lock
}
void two_locks_other() {
  std::lock_guard<std::mutex> l(two_locks_mutexb);
  two_locks_bad++;
}
void two_locks_run() {
  std::thread a(two_locks_worker), b(two_locks_other);
  a.join();
  b.join();
}
// scoped_lock several
int several_ok;
void several_worker() {
  std::scoped_lock l(two_locks_mutexa, two_locks_mutexb);
  several_ok++;
}
void several_other() {
  std::scoped_lock l(two_locks_mutexb);
  several_ok++;
}
void several_run() {
  std::thread a(several_worker), b(several_other);
  a.join();
  b.join();
}
// std::lock + adopt
int adopted_ok;
void adopted_worker() {
  std::lock(two_locks_mutexa, two_locks_mutexb);
  std::lock_guard<std::mutex> x(two_locks_mutexa, std::adopt_lock),
      y(two_locks_mutexb, std::adopt_lock);
  adopted_ok++;
}
void adopted_other() {
  std::scoped_lock l(two_locks_mutexb);
  adopted_ok++;
}
void adopted_run() {
  std::thread a(adopted_worker), b(adopted_other);
  a.join();
  b.join();
}
// defer
int deferred_bad;
void deferred_worker() {
  std::unique_lock<std::mutex> l(two_locks_mutexa, std::defer_lock);
  deferred_bad++;
  // CHECK: :[[@LINE-1]]:3: warning: 'deferred_bad' is written here by several threads at the same time without a common lock
}
void deferred_run() {
  std::thread a(deferred_worker), b(deferred_worker);
  a.join();
  b.join();
}
int locked_later_ok;
void locked_later_worker() {
  std::unique_lock<std::mutex> l(two_locks_mutexa, std::defer_lock);
  l.lock();
  locked_later_ok++;
}
void locked_later_run() {
  std::thread a(locked_later_worker), b(locked_later_worker);
  a.join();
  b.join();
}
// local mutex in the worker
int own_mutex_bad;
void own_mutex_worker() {
  std::mutex m;
  std::lock_guard<std::mutex> l(m);
  own_mutex_bad++;
  // CHECK: :[[@LINE-1]]:3: warning: 'own_mutex_bad' is written here by several threads at the same time without a common lock
}
void own_mutex_run() {
  std::thread a(own_mutex_worker), b(own_mutex_worker);
  a.join();
  b.join();
}
// captured local mutex
int captured_mutex_ok;
void captured_mutex_run() {
  std::mutex m;
  auto f = [&m] {
    std::lock_guard<std::mutex> l(m);
    captured_mutex_ok++;
  };
  std::thread a(f), b(f);
  {
    std::lock_guard<std::mutex> l(m);
    captured_mutex_ok++;
  }
  a.join();
  b.join();
}
// par algorithm
int parallel_bad, parallel_b_ok;
void parallel_run() {
  std::vector<int> v(100);
  std::for_each(std::execution::par, v.begin(), v.end(),
                [](int x) { parallel_bad += x; });
                // CHECK: :[[@LINE-1]]:29: warning: 'parallel_bad' is written here by several threads at the same time without a common lock
  std::for_each(v.begin(), v.end(), [](int x) { parallel_b_ok += x; });
  int y = parallel_bad;
  (void)y;
}
// deferred
int deferred_async_ok;
void deferred_async_run() {
  auto f = std::async(std::launch::deferred, [] { deferred_async_ok++; });
  deferred_async_ok++;
  f.get();
}
// discarded async blocks
int dropped_async_ok;
void dropped_async_run() {
  std::async(std::launch::async, [] { dropped_async_ok++; });
  dropped_async_ok++;
}
// jthread scope
int jthread_ok;
void jthread_run() {
  {
    std::jthread t([] { jthread_ok++; });
  }
  jthread_ok++;
}
int jthread_inside_bad;
void jthread_inside_run() {
  {
    std::jthread t([] { jthread_inside_bad++; });
    // CHECK: :[[@LINE-1]]:25: warning: 'jthread_inside_bad' is written here by a worker thread and written in 'jthread_inside_run' without a common lock
    jthread_inside_bad++;
  }
}
// member thread joined in dtor
struct joining_class_Worker {
  std::thread t;
  joining_class_Worker() : t([] { run(); }) {
  }
  ~joining_class_Worker() {
    t.join();
  }
  static void run();
};
int joining_class_ok;
void joining_class_Worker::run() {
  joining_class_ok++;
}
void joining_class_run() {
  { joining_class_Worker w; }
  joining_class_ok++;
}
// class counter, receiver, no lock
struct object_Counter {
  int n = 0;
  void inc() {
    n++;
    // CHECK: :[[@LINE-1]]:5: warning: 'object_bad' is written here by several threads at the same time without a common lock
  }
};
object_Counter object_bad;
void object_run() {
  std::thread t([] { object_bad.inc(); });
  object_bad.inc();
  t.join();
}
// unique_ptr thread
int unique_thread_ok;
void unique_thread_run() {
  auto t = std::make_unique<std::thread>([] { unique_thread_ok++; });
  t->join();
  unique_thread_ok++;
}
// threads in vector moved
int moved_thread_ok;
void moved_thread_run() {
  std::vector<std::thread> v;
  for (int i = 0; i < 1; i++) {
    std::thread t([] {});
    v.push_back(std::move(t));
  }
  std::thread shared_run([] { moved_thread_ok++; });
  v.push_back(std::move(shared_run));
  for (auto &x : v)
    x.join();
  moved_thread_ok++;
}
// returned thread
int returned_thread_ok;
std::thread returned_thread_make() {
  return std::thread([] { returned_thread_ok++; });
}
void returned_thread_run() {
  auto t = returned_thread_make();
  t.join();
  returned_thread_ok++;
}
int returned_thread_bad;
std::thread returned_thread_makeb() {
  return std::thread([] { returned_thread_bad++; });
  // CHECK: :[[@LINE-1]]:27: warning: 'returned_thread_bad' is written here by a worker thread and written in 'returned_thread_runb' without a common lock
}
void returned_thread_runb() {
  auto t = returned_thread_makeb();
  returned_thread_bad++;
  t.join();
}
// const, constexpr, thread_local, atomic
const int constant_const_ok = 3;
constexpr int constexpr_const_ok = 4;
thread_local int thread_local_const_ok;
std::atomic<int> atomic_const_ok;
static std::atomic_flag flag_const_ok = ATOMIC_FLAG_INIT;
void constant_worker() {
  thread_local_const_ok += constant_const_ok + constexpr_const_ok;
  atomic_const_ok++;
  flag_const_ok.test_and_set();
}
void constant_run() {
  std::thread a(constant_worker), b(constant_worker);
  a.join();
  b.join();
}
volatile int volatile_other_bad;
void volatile_worker() {
  while (!volatile_other_bad) {
  // CHECK: :[[@LINE-1]]:11: warning: 'volatile_other_bad' is read here by a worker thread and written in 'volatile_run' without a common lock
  }
}
void volatile_run() {
  std::thread a(volatile_worker);
  volatile_other_bad = 1;
  a.join();
}
// read only
int read_only_ok = 4;
void read_only_worker() {
  int x = read_only_ok;
  (void)x;
}
void read_only_run() {
  read_only_ok = 5;
  std::thread a(read_only_worker), b(read_only_worker);
  int y = read_only_ok;
  (void)y;
  a.join();
  b.join();
}
// magic static init
int calc();
int magic_static_worker() {
  static int magic_static_ok = calc();
  return magic_static_ok;
}
void magic_static_run() {
  std::thread a([] { magic_static_worker(); }), b([] { magic_static_worker(); });
  a.join();
  b.join();
}
int static_local_worker() {
  static int static_local_bad;
  return ++static_local_bad;
  // CHECK: :[[@LINE-1]]:12: warning: 'static_local_bad' is written here by several threads at the same time without a common lock
}
void static_local_run() {
  std::thread a([] { static_local_worker(); }), b([] { static_local_worker(); });
  a.join();
  b.join();
}
// std::bind
int bound_bad;
struct bound_Struct {
  void go(int) {
    bound_bad++;
    // CHECK: :[[@LINE-1]]:5: warning: 'bound_bad' is written here by a worker thread and written in 'bound_run' without a common lock
  }
};
void bound_run() {
  bound_Struct s;
  std::thread t(std::bind(&bound_Struct::go, &s, 3));
  bound_bad++;
  t.join();
}
// functor
int functor_bad;
struct functor_Functor {
  void operator()() const {
    functor_bad++;
    // CHECK: :[[@LINE-1]]:5: warning: 'functor_bad' is written here by several threads at the same time without a common lock
  }
};
void functor_run() {
  std::thread t{functor_Functor{}};
  functor_Functor f;
  std::thread u(f);
  t.join();
  u.join();
}
// spin lock
std::atomic_flag spin_spin = ATOMIC_FLAG_INIT;
int spin_ok;
void spin_worker() {
  while (spin_spin.test_and_set(std::memory_order_acquire)) {
  }
  spin_ok++;
  spin_spin.clear();
}
void spin_run() {
  std::thread a(spin_worker), b(spin_worker);
  a.join();
  b.join();
}
struct Spin {
  std::atomic<bool> f{false};
  void lock() {
    while (f.exchange(true)) {
    }
  }
  void unlock() {
    f.store(false);
  }
} spin_class_spin;
int spin_class_ok;
void spin_class_worker() {
  std::lock_guard<Spin> l(spin_class_spin);
  spin_class_ok++;
}
void spin_class_other() {
  spin_class_spin.lock();
  spin_class_ok++;
  spin_class_spin.unlock();
}
void spin_class_run() {
  std::thread a(spin_class_worker), b(spin_class_other);
  a.join();
  b.join();
}
// latch / promise / semaphore
std::latch latch_latch(1);
int latch_ok;
void latch_run() {
  std::thread a([] {
    latch_ok = 3;
    latch_latch.count_down();
  });
  latch_latch.wait();
  int x = latch_ok;
  (void)x;
  a.join();
}
int promise_ok;
void promise_run() {
  std::promise<void> p;
  auto f = p.get_future();
  std::thread a([&p] {
    promise_ok = 3;
    p.set_value();
  });
  f.wait();
  promise_ok++;
  a.join();
}
std::binary_semaphore semaphore_data(0);
int semaphore_ok;
void semaphore_run() {
  std::thread a([] {
    semaphore_ok = 3;
    semaphore_data.release();
  });
  semaphore_data.acquire();
  semaphore_ok++;
  a.join();
}
std::counting_semaphore<1> semaphore_lock_data(1);
int semaphore_lock_ok;
void semaphore_lock_worker() {
  semaphore_lock_data.acquire();
  semaphore_lock_ok++;
  semaphore_lock_data.release();
}
void semaphore_lock_run() {
  std::thread a(semaphore_lock_worker), b(semaphore_lock_worker);
  a.join();
  b.join();
}
// lambda with params, nested call chain
int chain_bad;
void two_locks_step() {
  chain_bad++;
  // CHECK: :[[@LINE-1]]:3: warning: 'chain_bad' is written here by several threads at the same time without a common lock
}
void shared_step() {
  two_locks_step();
}
void condition_step() {
  shared_step();
}
void chain_run() {
  std::thread t(condition_step);
  condition_step();
  t.join();
}
// virtual
struct virtual_Base {
  virtual void run() = 0;
};
int virtual_bad;
struct virtual_Derived : virtual_Base {
  void run() override {
    virtual_bad++;
    // CHECK: :[[@LINE-1]]:5: warning: 'virtual_bad' is written here by a worker thread and written in 'virtual_run' without a common lock
  }
};
void virtual_run(virtual_Base *b) {
  std::thread t([b] { b->run(); });
  virtual_bad++;
  t.join();
}
// array element const
int elements_ok[2];
void elements_run() {
  std::thread t([] { elements_ok[0]++; });
  elements_ok[1]++;
  t.join();
}
int same_element_bad[2];
void same_element_run() {
  std::thread t([] { same_element_bad[0]++; });
  // CHECK: :[[@LINE-1]]:22: warning: 'same_element_bad' is written here by a worker thread and written in 'same_element_run' without a common lock
  same_element_bad[0]++;
  t.join();
}
struct fields_Pair {
  int x, y;
} fields_ok, same_field_bad;
void fields_run() {
  std::thread t([] {
    fields_ok.x++;
    same_field_bad.x++;
    // CHECK: :[[@LINE-1]]:5: warning: 'same_field_bad' is written here by a worker thread and written in 'fields_run' without a common lock
  });
  fields_ok.y++;
  same_field_bad.x = 3;
  t.join();
}
// whole struct
fields_Pair whole_bad;
void whole_run() {
  std::thread t([] { whole_bad.x++; });
  // CHECK: :[[@LINE-1]]:22: warning: 'whole_bad' is written here by a worker thread and read in 'whole_run' without a common lock
  fields_Pair p = whole_bad;
  (void)p;
  t.join();
}
std::string string_data_bad;
void string_run() {
  std::thread t([] { string_data_bad += "x"; });
  // CHECK: :[[@LINE-1]]:22: warning: 'string_data_bad' is written here by a worker thread and read in 'string_run' without a common lock
  std::cout << string_data_bad;
  t.join();
}
std::vector<int> vector_other_bad;
void vector_run() {
  std::thread t([] { vector_other_bad.push_back(3); });
  // CHECK: :[[@LINE-1]]:22: warning: 'vector_other_bad' is written here by a worker thread and read in 'vector_run' without a common lock
  for (int x : vector_other_bad)
    (void)x;
  t.join();
}
std::vector<int> vector_own_other_ok(10);
void vector_own_run() {
  std::vector<std::thread> ts;
  for (int i = 0; i < 10; i++)
    ts.emplace_back([i] { vector_own_other_ok[i] = i; });
  for (auto &t : ts)
    t.join();
}
std::shared_ptr<int> shared_pointer_pointer_bad;
void shared_pointer_run() {
  std::thread t([] { shared_pointer_pointer_bad = std::make_shared<int>(3); });
  // CHECK: :[[@LINE-1]]:22: warning: 'shared_pointer_pointer_bad' is written here by a worker thread and read in 'shared_pointer_run' without a common lock
  auto q = shared_pointer_pointer_bad;
  t.join();
}
// thread pool unknown
struct ThreadPool {
  void submit(std::function<void()> f);
  void wait();
};
int pool_bad;
void pool_run(ThreadPool &p) {
  for (int i = 0; i < 3; ++i)
    p.submit([] { pool_bad++; });
    // CHECK: :[[@LINE-1]]:19: warning: 'pool_bad' is written here by several threads at the same time without a common lock
  p.wait();
  pool_bad = 3;
}
int pool_waited_ok;
void pool_waited_run(ThreadPool &p) {
  p.submit([] { pool_waited_ok++; });
  p.wait();
  pool_waited_ok = 3;
}
// detached
int detached_bad;
void detached_run() {
  std::thread([] { detached_bad++; }).detach();
  // CHECK: :[[@LINE-1]]:20: warning: 'detached_bad' is written here by a worker thread and written in 'detached_run' without a common lock
  detached_bad++;
}
// immediately joined
int joined_at_once_ok;
void joined_at_once_run() {
  std::thread([] { joined_at_once_ok++; }).join();
  joined_at_once_ok++;
}
// joinable
int joinable_ok;
void joinable_run() {
  std::thread t;
  t = std::thread([] { joinable_ok++; });
  if (t.joinable())
    t.join();
  joinable_ok++;
}
// for_each join
int for_each_join_ok;
void for_each_join_run() {
  std::vector<std::thread> v;
  for (int i = 0; i < 1; i++)
    v.emplace_back([] {});
  v.emplace_back([] { for_each_join_ok++; });
  std::for_each(v.begin(), v.end(), [](std::thread &t) { t.join(); });
  for_each_join_ok++;
}
int futures_ok;
void futures_run() {
  std::vector<std::future<void>> v;
  v.push_back(std::async(std::launch::async, [] { futures_ok++; }));
  for (auto &f : v)
    f.get();
  futures_ok++;
}
std::array<std::thread, 4> array_threads_array;
int array_threads_ok;
std::mutex array_threads_mutex;
void array_threads_run() {
  for (auto &t : array_threads_array)
    t = std::thread([] {
      std::lock_guard l(array_threads_mutex);
      array_threads_ok++;
    });
  for (auto &t : array_threads_array)
    t.join();
  array_threads_ok++;
}
namespace ns {
int in_namespace_bad;
}
void in_namespace_run() {
  std::thread t([] { ns::in_namespace_bad++; });
  // CHECK: :[[@LINE-1]]:22: warning: 'ns::in_namespace_bad' is written here by a worker thread and written in 'in_namespace_run' without a common lock
  ns::in_namespace_bad++;
  t.join();
}
int lambda_local_bad;
void lambda_local_run() {
  auto work = [] { lambda_local_bad++; };
  // CHECK: :[[@LINE-1]]:20: warning: 'lambda_local_bad' is written here by several threads at the same time without a common lock
  std::thread a(work);
  work();
  a.join();
}
std::recursive_mutex recursive_mutex;
int recursive_ok;
void recursive_inner() {
  std::lock_guard<std::recursive_mutex> l(recursive_mutex);
  recursive_ok++;
}
void recursive_outer() {
  std::lock_guard<std::recursive_mutex> l(recursive_mutex);
  recursive_inner();
  recursive_ok++;
}
void recursive_run() {
  std::thread a(recursive_outer), b(recursive_inner);
  a.join();
  b.join();
}

// The members of an atomic number stand in a base class of it.
struct Counters {
  std::atomic<int> Hits{0};
  std::atomic<unsigned long> Bytes{0};
};
Counters Traffic;

void atomic_members_ok() {
  std::thread Worker([] {
    Traffic.Hits++;
    Traffic.Bytes += 10;
    Traffic.Hits = 3;
  });
  if (Traffic.Hits.load() + Traffic.Bytes > 1)
    std::cout << "busy";
  Worker.join();
}
