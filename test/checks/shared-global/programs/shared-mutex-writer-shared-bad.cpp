#include <map>
#include <shared_mutex>
#include <string>
#include <thread>
std::shared_mutex mutex;
std::map<std::string, int> entries;
void set(const std::string &key, int value) {
  std::shared_lock lock(mutex);
  entries[key] = value; // RACE
}
int main() {
  std::thread a(set, "a", 1), b(set, "b", 2);
  a.join();
  b.join();
}
