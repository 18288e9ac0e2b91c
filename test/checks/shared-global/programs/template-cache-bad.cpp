#include <map>
#include <string>
#include <thread>
template <typename K, typename V> class Cache {
  std::map<K, V> map_;
public:
  void put(const K &k, const V &v) { map_[k] = v; } // RACE
  bool has(const K &k) const { return map_.count(k) > 0; } // RACE
};
Cache<std::string, int> cache;
int main() {
  std::thread t([] { cache.put("a", 1); });
  bool h = cache.has("b");
  t.join();
  return h;
}
