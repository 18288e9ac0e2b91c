#include <mutex>
#include <thread>
double balance[2];
std::mutex locks[2];
void move_money(double amount) {
  std::lock(locks[0], locks[1]);
  std::lock_guard<std::mutex> first(locks[0], std::adopt_lock);
  std::lock_guard<std::mutex> second(locks[1], std::adopt_lock);
  balance[0] -= amount; // NORACE
  balance[1] += amount; // NORACE
}
int main() {
  std::thread t(move_money, 1.0);
  {
    std::lock_guard<std::mutex> g(locks[1]);
    balance[1] = 1; // NORACE
  }
  t.join();
}
