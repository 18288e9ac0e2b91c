#include <thread>
namespace config {
inline int level = 1;
inline thread_local int depth = 0;
}
void work() {
  config::level = 2; // RACE
  config::depth++; // NORACE
}
int main() {
  std::thread t(work);
  int l = config::level; // RACE
  config::depth++; // NORACE
  t.join();
  return l;
}
