#include <future>
#include <thread>
int config;
int main() {
  std::promise<void> ready;
  auto f = ready.get_future();
  std::thread t([&] {
    config = 7; // NORACE
    ready.set_value();
  });
  f.wait();
  int c = config; // NORACE
  t.join();
  return c;
}
