// RUN: %check_cohazard %s cohazard-shared-global --config='{CheckOptions: {cohazard-shared-global.Strict: true, cohazard-shared-global.IgnoredVariables: "^legacy::"}}' -- -std=c++20
// Strict: what only one thread is known to use is reported as well.
#include <atomic>
#include <mutex>
#include <thread>

namespace legacy {
int ignored_ok;
}
int lonely_bad;
int locked_ok;
std::atomic<int> atomic_ok;
std::mutex lock;

void work() {
  ++lonely_bad;
  // CHECK: :[[@LINE-1]]:5: warning: 'lonely_bad' is written here by a worker thread without a lock that all its uses share
  ++legacy::ignored_ok;
  ++atomic_ok;
  std::lock_guard<std::mutex> guard(lock);
  ++locked_ok;
}

void run() {
  std::thread worker(work);
  worker.join();
}
