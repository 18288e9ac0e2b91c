#include <chrono>
#include <stop_token>
#include <thread>
#include <vector>

static std::vector<int> samples;
static int rounds;

int main() {
  {
    std::jthread sampler([](std::stop_token stop) {
      while (!stop.stop_requested()) {
        samples.push_back(++rounds); // NORACE
        std::this_thread::yield();
      }
    });
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  } // joined here
  return samples.size() == static_cast<std::size_t>(rounds) ? 0 : 1; // NORACE
}
