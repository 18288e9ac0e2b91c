#include <barrier>
#include <thread>
int left, right;
std::barrier phase(2);
int main() {
  std::thread t([] {
    left = 1; // NORACE
    phase.arrive_and_wait();
    int r = right; // NORACE
    (void)r;
  });
  right = 2; // NORACE
  phase.arrive_and_wait();
  int l = left; // NORACE
  t.join();
  return l;
}
