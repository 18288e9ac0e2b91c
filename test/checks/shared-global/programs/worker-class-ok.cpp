#include <mutex>
#include <string>
#include <thread>
#include <utility>

class LockingWorker {
public:
  explicit LockingWorker(std::string name) : name_(std::move(name)) {}
  void start() { thread_ = std::thread(&LockingWorker::run, this); }
  void stop() {
    if (thread_.joinable())
      thread_.join();
  }
  ~LockingWorker() { stop(); }
  static int total() { return total_; } // NORACE

private:
  void run() {
    for (int i = 0; i < 1000; ++i)
      step(i);
  }
  void step(int i) {
    own_ += i;
    const std::lock_guard guard{mutex_};
    total_ += 1; // NORACE
  }
  std::string name_;
  std::thread thread_;
  int own_ = 0;
  static inline std::mutex mutex_;
  static inline int total_ = 0;
};

int main() {
  LockingWorker first("first"), second("second");
  first.start();
  second.start();
  first.stop();
  second.stop();
  return LockingWorker::total();
}
