#include <atomic>
#include <thread>
#include <vector>

static std::atomic<bool> go{false};
static std::vector<double> table;
static double scale;

static void compute() {
  while (!go.load())
    std::this_thread::yield();
  if (!table.empty()) // NORACE
    table[0] *= scale; // NORACE
}

int main() {
  std::thread t(compute);
  scale = 2.0; // NORACE
  table.assign(4, 1.0); // NORACE
  go = true;
  t.join();
  return static_cast<int>(table[0]); // NORACE
}
