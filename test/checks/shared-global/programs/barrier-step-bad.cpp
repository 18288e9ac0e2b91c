#include <barrier>
#include <thread>
#include <vector>

// Rows are written in one phase and read in the next, the sum is not split.
static int rows[4];
static int sums[4];
static int grand;
static std::barrier sync_point(4);

static void phase(int me) {
  rows[me] = me * me; // NORACE
  sync_point.arrive_and_wait();
  int sum = 0;
  for (int r : rows) // NORACE
    sum += r;
  sums[me] = sum; // NORACE
  grand += sum; // RACE
}

int main() {
  std::vector<std::jthread> team;
  for (int i = 0; i < 4; ++i)
    team.emplace_back(phase, i);
  team.clear();
  return grand + sums[0]; // NORACE
}
