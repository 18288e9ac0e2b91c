#include <mutex>
#include <thread>
#include <vector>
template <typename T> class Locked {
  T value_;
  std::mutex mutex_;
public:
  template <typename F> void with(F f) {
    std::lock_guard<std::mutex> g(mutex_);
    f(value_);
  }
};
Locked<std::vector<int>> list;
int main() {
  std::thread t([] { list.with([](std::vector<int> &v) { v.push_back(1); }); }); // NORACE
  list.with([](auto &v) { v.push_back(2); }); // NORACE
  t.join();
}
