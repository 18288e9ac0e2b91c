#include <mutex>
#include <thread>

// A guard that is unlocked half way and locked again only on one path.
static std::mutex m;
static int before, after;

static void work(bool slow) {
  std::unique_lock<std::mutex> lock(m);
  ++before; // NORACE
  lock.unlock();
  std::this_thread::yield();
  if (slow)
    lock.lock();
  ++after; // RACE
}

int main() {
  std::thread a(work, true), b(work, false);
  a.join();
  b.join();
  return before + after; // NORACE
}
