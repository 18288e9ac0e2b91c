#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

// A value that can only be used under its lock, and a way around that.
template <typename T> class Guarded {
public:
  template <typename F> auto with(F f) {
    std::lock_guard<std::mutex> lock(mutex_);
    return f(value_); 
  }
  T &raw() { return value_; }

private:
  std::mutex mutex_;
  T value_{};
};
static Guarded<int> visits;

static void visit() {
  visits.with([](int &n) { ++n; }); // NORACE
}

static void leave() {
  --visits.raw(); // NORACE
}

static int plain;
static void both() {
  visit();
  ++plain; // RACE
}

int main() {
  std::thread a(both), b(both);
  a.join();
  b.join();
  leave();
  return plain; // NORACE
}
