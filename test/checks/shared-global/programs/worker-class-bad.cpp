#include <functional>
#include <string>
#include <thread>
#include <utility>

// A class that owns its thread; two objects count in one static member.
class CountingWorker {
public:
  explicit CountingWorker(std::string name) : name_(std::move(name)) {}
  void start() { thread_ = std::thread(&CountingWorker::run, this); }
  void stop() {
    if (thread_.joinable())
      thread_.join();
  }
  ~CountingWorker() { stop(); }
  static int total() { return total_; } // NORACE

private:
  void run() {
    for (int i = 0; i < 1000; ++i)
      step(i);
  }
  void step(int i) {
    own_ += i;
    total_ += 1; // RACE
  }
  std::string name_;
  std::thread thread_;
  int own_ = 0;
  static inline int total_ = 0;
};

int main() {
  CountingWorker first("first"), second("second");
  first.start();
  second.start();
  first.stop();
  second.stop();
  return CountingWorker::total();
}
