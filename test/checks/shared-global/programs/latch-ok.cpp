#include <latch>
#include <thread>
int result;
std::latch ready(1);
int main() {
  std::thread t([] {
    result = 42; // NORACE
    ready.count_down();
  });
  ready.wait();
  int r = result; // NORACE
  t.join();
  return r;
}
