#include <latch>
#include <thread>
#include <vector>

static std::latch ready(2);
static int left, right;

static void make_left() {
  left = 1; // NORACE
  ready.count_down();
}

static void make_right() {
  right = 2; // NORACE
  ready.count_down();
}

int main() {
  std::thread a(make_left), b(make_right);
  ready.wait();
  const int sum = left // NORACE
                  + right; // NORACE
  a.join();
  b.join();
  return sum;
}
