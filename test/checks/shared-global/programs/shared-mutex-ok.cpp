#include <map>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <thread>
class Registry {
  mutable std::shared_mutex mutex;
  std::map<std::string, int> entries;
public:
  int find(const std::string &key) const {
    std::shared_lock lock(mutex);
    auto it = entries.find(key); // NORACE
    return it == entries.end() ? 0 : it->second; // NORACE
  }
  void set(const std::string &key, int value) {
    std::unique_lock lock(mutex);
    entries[key] = value; // NORACE
  }
};
static Registry registry;
int main() {
  std::thread reader([] { registry.find("a"); });
  std::thread writer([] { registry.set("a", 1); });
  reader.join();
  writer.join();
}
