#include <semaphore>
#include <thread>
#include <vector>
std::counting_semaphore<4> slots(4);
int used;
void worker() {
  slots.acquire();
  ++used; // RACE
  slots.release();
}
int main() {
  std::vector<std::jthread> pool;
  for (int i = 0; i < 8; ++i)
    pool.emplace_back(worker);
}
