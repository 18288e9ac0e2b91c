#include <atomic>
#include <thread>
#include <vector>

// Threads wait for a flag; main fills the table after it has raised it.
static std::atomic<bool> go{false};
static std::vector<double> table;
static double scale;

static void compute() {
  while (!go.load())
    std::this_thread::yield();
  if (!table.empty()) // RACE
    table[0] *= scale; // RACE
}

int main() {
  std::thread t(compute);
  scale = 2.0;
  go = true;
  table.assign(4, 1.0); // RACE
  t.join();
  return static_cast<int>(table[0]); // NORACE
}
