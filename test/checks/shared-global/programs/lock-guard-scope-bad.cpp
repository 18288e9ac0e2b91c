#include <mutex>
#include <thread>
#include <vector>

std::vector<int> values;
std::mutex m;

void add(int n) {
  {
    std::lock_guard lock(m);
    values.push_back(n); // RACE
  }
  if (values.size() > 10) // RACE
    return;
}

int main() {
  std::jthread a(add, 1), b(add, 2);
}
