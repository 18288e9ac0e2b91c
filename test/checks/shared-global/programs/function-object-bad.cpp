#include <functional>
#include <thread>
#include <vector>
int seen;
std::vector<std::function<void(int)>> listeners;
std::function<void()> on_close;
void notify(int n) {
  for (auto &l : listeners) // NORACE
    l(n);
  if (on_close) // NORACE
    on_close(); // NORACE
}
int closed;
int main() {
  listeners.push_back([](int n) { seen += n; }); // RACE
  on_close = [] { closed++; }; // RACE
  std::thread a(notify, 1), b(notify, 2);
  a.join();
  b.join();
}
