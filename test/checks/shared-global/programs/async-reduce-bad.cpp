#include <future>
#include <numeric>
#include <vector>

// Partial sums come back as futures, but the progress is kept in a global.
static std::vector<int> input(1000, 1);
static std::size_t progress;

static long sum(std::size_t from, std::size_t to) {
  long result = 0;
  for (std::size_t i = from; i != to; ++i) {
    result += input[i]; // NORACE
    ++progress; // RACE
  }
  return result;
}

int main() {
  std::vector<std::future<long>> parts;
  for (std::size_t i = 0; i < 4; ++i)
    parts.push_back(std::async(std::launch::async, sum, i * 250, (i + 1) * 250));
  long total = 0;
  for (auto &part : parts)
    total += part.get();
  return total == 1000 && progress ? 0 : 1; // NORACE
}
