#include <mutex>
#include <thread>
#include <vector>
static int tally;
int main() {
  std::mutex m;
  std::vector<std::thread> ts;
  for (int i = 0; i < 3; ++i)
    ts.emplace_back([&m, i] {
      std::lock_guard<std::mutex> g(m);
      tally += i; // NORACE
    });
  for (std::thread &t : ts)
    t.join();
  return tally; // NORACE
}
