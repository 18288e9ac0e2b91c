#include <chrono>
#include <stop_token>
#include <thread>
#include <vector>

// The sampler runs until it is told to stop; main looks at its samples before.
static std::vector<int> samples;
static int rounds;

static void sample(std::stop_token stop) {
  while (!stop.stop_requested()) {
    samples.push_back(++rounds); // RACE
    std::this_thread::yield();
  }
}

int main() {
  std::jthread sampler(sample);
  std::this_thread::sleep_for(std::chrono::milliseconds(5));
  const auto seen = samples.size(); // RACE
  sampler.request_stop();
  sampler.join();
  return rounds > 0 && seen <= samples.size() ? 0 : 1; // NORACE
}
