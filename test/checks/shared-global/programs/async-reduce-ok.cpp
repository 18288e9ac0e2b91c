#include <future>
#include <numeric>
#include <vector>

static std::vector<int> input(1000, 1);
static std::size_t progress;

static long sum(std::size_t from, std::size_t to) {
  return std::accumulate(input.begin() + from, input.begin() + to, 0L); // NORACE
}

int main() {
  std::vector<std::future<long>> parts;
  for (std::size_t i = 0; i < 4; ++i)
    parts.push_back(std::async(std::launch::async, sum, i * 250, (i + 1) * 250));
  long total = 0;
  for (auto &part : parts) {
    total += part.get();
    ++progress; // NORACE
  }
  return total == 1000 && progress == 4 ? 0 : 1; // NORACE
}
