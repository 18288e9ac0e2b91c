#include <functional>
#include <thread>
struct Stats { int ok = 0, failed = 0; };
Stats stats;
void work(Stats &s, bool good) {
  if (good)
    s.ok++; // RACE
  else
    s.failed++; // RACE
}
int main(int argc, char **) {
  std::thread a(work, std::ref(stats), argc > 1), b(work, std::ref(stats), argc > 2);
  a.join();
  b.join();
  return stats.ok; // NORACE
}
