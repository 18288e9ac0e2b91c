#include <mutex>
#include <thread>

static std::mutex m;
static int before, after;

static void work(bool slow) {
  std::unique_lock<std::mutex> lock(m);
  ++before; // NORACE
  lock.unlock();
  if (slow)
    std::this_thread::yield();
  lock.lock();
  ++after; // NORACE
}

int main() {
  std::thread a(work, true), b(work, false);
  a.join();
  b.join();
  return before + after; // NORACE
}
