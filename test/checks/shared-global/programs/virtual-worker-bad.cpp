#include <memory>
#include <thread>
struct Worker {
  virtual ~Worker() = default;
  virtual void run() = 0;
  void start() { t = std::thread([this] { run(); }); }
  void wait() { t.join(); }
  std::thread t;
};
int processed;
struct Parser : Worker {
  void run() override { processed++; } // RACE
};
struct Printer : Worker {
  void run() override { processed--; } // RACE
};
int main() {
  Parser p;
  Printer q;
  p.start();
  q.start();
  p.wait();
  q.wait();
  return processed; // NORACE
}
