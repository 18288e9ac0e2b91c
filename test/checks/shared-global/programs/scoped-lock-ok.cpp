#include <mutex>
#include <thread>
namespace {
int from_balance = 100, to_balance;
std::mutex from_mutex, to_mutex;
void transfer(int amount) {
  std::scoped_lock both(from_mutex, to_mutex);
  from_balance -= amount; // NORACE
  to_balance += amount; // NORACE
}
}
int main() {
  std::thread t{transfer, 10};
  {
    std::lock_guard guard(to_mutex);
    to_balance = 3; // NORACE
  }
  t.join();
}
