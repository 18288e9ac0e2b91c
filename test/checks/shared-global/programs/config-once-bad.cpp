#include <mutex>
#include <string>
#include <thread>
#include <vector>

// The configuration is loaded once, but one reader does not ask for that.
static std::once_flag loaded;
static std::string host;
static int port;

static void load() {
  host = "localhost"; // NORACE
  port = 8080; // RACE
}

static void connect() {
  std::call_once(loaded, load);
  if (host.empty()) // NORACE
    std::terminate();
}

static void report() {
  if (port > 65535) // RACE
    std::terminate();
}

int main() {
  std::vector<std::thread> all;
  for (int i = 0; i < 3; ++i)
    all.emplace_back(connect);
  all.emplace_back(report);
  for (auto &t : all)
    t.join();
}
