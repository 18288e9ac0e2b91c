#include <latch>
#include <thread>
#include <vector>

// Two producers count down, main waits; one writes after it has counted down.
static std::latch ready(2);
static int left, right;

static void make_left() {
  left = 1; // NORACE
  ready.count_down();
}

static void make_right() {
  ready.count_down();
  right = 2; // RACE
}

int main() {
  std::thread a(make_left), b(make_right);
  ready.wait();
  const int sum = left // NORACE
                  + right; // RACE
  a.join();
  b.join();
  return sum;
}
