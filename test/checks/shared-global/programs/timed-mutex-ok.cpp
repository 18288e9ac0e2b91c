#include <chrono>
#include <mutex>
#include <thread>
int n;
std::timed_mutex m;
void work() {
  using namespace std::chrono_literals;
  if (m.try_lock_for(10ms)) {
    ++n; // NORACE
    m.unlock();
  }
}
int main() {
  std::thread a(work), b(work);
  a.join(); b.join();
  return n; // NORACE
}
