#include <mutex>
#include <thread>
int total;
std::mutex m;
void work() {
  std::unique_lock<std::mutex> lock(m, std::defer_lock);
  int local = 0;
  for (int i = 0; i < 10; ++i)
    local += i;
  lock.lock();
  total += local; // NORACE
  lock.unlock();
}
int main() {
  std::thread a(work), b(work);
  a.join(), b.join();
  return total; // NORACE
}
