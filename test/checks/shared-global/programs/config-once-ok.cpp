#include <mutex>
#include <string>
#include <thread>
#include <vector>

static std::once_flag loaded;
static std::string host;
static int port;

static void load() {
  host = "localhost"; // NORACE
  port = 8080; // NORACE
}

static int port_number() {
  std::call_once(loaded, load);
  return port; // NORACE
}

static void connect() {
  std::call_once(loaded, load);
  if (host.empty()) // NORACE
    std::terminate();
}

int main() {
  std::vector<std::thread> all;
  for (int i = 0; i < 3; ++i)
    all.emplace_back(connect);
  all.emplace_back([] { if (port_number() > 65535) std::terminate(); });
  for (auto &t : all)
    t.join();
}
