#include <mutex>
#include <string>
#include <thread>
const std::string &name() {
  static const std::string n = "worker";
  return n; // NORACE
}
void work() { (void)name().size(); } // NORACE
int main() {
  std::thread a(work), b(work);
  a.join();
  b.join();
}
