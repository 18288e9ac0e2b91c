#include <thread>
#include <vector>
static int tally;
static std::vector<int> log_;
int main() {
  int n = 3;
  int *p = &tally;
  std::thread t([n, p] {
    *p += n; // RACE
    log_.push_back(n); // RACE
  });
  tally++; // RACE
  log_.clear(); // RACE
  t.join();
}
