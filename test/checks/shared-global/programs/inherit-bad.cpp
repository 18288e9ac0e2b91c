#include <memory>
#include <thread>
#include <vector>

// Each kind of device polls on a thread of its own base class.
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
static int readings, errors;

class Sensor : public Device {
  void poll() override { readings += 2; } // RACE
};
class Meter : public Device {
  void poll() override {
    readings += 3; // RACE
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
