#include <mutex>
#include <thread>
int done, busy;
std::mutex m;
void attempt() {
  std::unique_lock lock(m, std::try_to_lock);
  if (lock.owns_lock())
    ++done; // NORACE
  else
    ++busy; // RACE
}
int main() {
  std::thread a(attempt), b(attempt), c(attempt);
  a.join(); b.join(); c.join();
}
