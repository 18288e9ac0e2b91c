#include <mutex>
#include <thread>
std::mutex m;
int a, b;
void work() {
  std::unique_lock<std::mutex> g(m);
  ++a; // NORACE
  g.unlock();
  ++b; // RACE
  g.lock();
  ++a; // NORACE
}
int main() {
  std::thread t(work);
  work();
  t.join();
}
