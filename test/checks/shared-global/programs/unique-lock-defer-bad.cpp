#include <mutex>
#include <thread>
int total;
std::mutex m;
void work() {
  std::unique_lock<std::mutex> lock(m, std::defer_lock);
  total += 2; // RACE
}
int main() {
  std::thread a(work), b(work);
  a.join(), b.join();
}
