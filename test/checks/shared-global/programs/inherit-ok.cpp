#include <atomic>
#include <memory>
#include <thread>

class Device {
public:
  virtual ~Device() { wait(); }
  void go() {
    thread_ = std::make_unique<std::thread>([this] { poll(); });
  }
  void wait() {
    if (thread_)
      thread_->join();
    thread_.reset();
  }

protected:
  virtual void poll() = 0;

private:
  std::unique_ptr<std::thread> thread_;
};
static std::atomic<int> readings;
static int errors;

class Sensor : public Device {
  void poll() override { readings += 2; } // NORACE
};
class Meter : public Device {
  void poll() override {
    readings += 3; // NORACE
    errors = 1; // FP_NORACE
  }
};

int main() {
  Sensor s;
  Meter m;
  s.go();
  m.go();
  s.wait();
  m.wait();
  return readings + errors; // NORACE
}
