#include <atomic>
#include <thread>
std::atomic<int> hits{0};
std::atomic<bool> stop = false;
static std::atomic_flag flag = ATOMIC_FLAG_INIT;
void work() {
  while (!stop) // NORACE
    hits.fetch_add(1, std::memory_order_relaxed); // NORACE
  flag.test_and_set(); // NORACE
}
int main() {
  std::jthread t(work);
  stop.store(true); // NORACE
  return hits.load(); // NORACE
}
