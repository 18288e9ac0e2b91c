#include <functional>
#include <map>
#include <string>
#include <thread>
#include <vector>

// Observers are kept in a table and called from a background thread.
struct Bus {
  std::map<std::string, std::vector<std::function<void(int)>>> observers;
  void on(const std::string &topic, std::function<void(int)> f) {
    observers[topic].push_back(std::move(f));
  }
  void emit(const std::string &topic, int value) {
    for (auto &f : observers[topic])
      f(value);
  }
};
static Bus bus;
static int last_temperature, alarms;

int main() {
  bus.on("temperature", [](int t) { // NORACE
    last_temperature = t; // RACE
    if (t > 90)
      ++alarms; // RACE
  });
  std::thread poller([] {
    for (int t = 80; t < 100; ++t)
      bus.emit("temperature", t); // NORACE
  });
  const int now = last_temperature; // RACE
  const int bad = alarms; // RACE
  poller.join();
  return now + bad;
}
