#include <functional>
#include <map>
#include <string>
#include <thread>
#include <vector>

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
    last_temperature = t; // NORACE
    if (t > 90)
      ++alarms; // NORACE
  });
  std::thread poller([] {
    for (int t = 80; t < 100; ++t)
      bus.emit("temperature", t); // NORACE
  });
  poller.join();
  const int now = last_temperature; // NORACE
  const int bad = alarms; // NORACE
  return now + bad;
}
