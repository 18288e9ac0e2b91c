#include <future>
int sum;
int add(int n) { return sum += n; } // RACE
int main() {
  std::future<int> a = std::async(std::launch::async, add, 1);
  std::future<int> b = std::async(std::launch::async, [] { return add(2); });
  return a.get() + b.get();
}
