#include <mutex>
#include <thread>
class Tree {
public:
  void insert(int n) {
    std::lock_guard<std::recursive_mutex> l(mutex_);
    if (n > 0)
      insert(n - 1);
    ++size_; // NORACE
  }
private:
  std::recursive_mutex mutex_;
  int size_ = 0;
};
Tree tree;
int main() {
  std::thread t([] { tree.insert(3); });
  tree.insert(2);
  t.join();
}
