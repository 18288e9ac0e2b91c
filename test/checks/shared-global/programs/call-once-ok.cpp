#include <memory>
#include <mutex>
#include <thread>
struct Service { int port = 80; };
std::once_flag once;
std::unique_ptr<Service> service;
Service &get() {
  std::call_once(once, [] { service = std::make_unique<Service>(); }); // NORACE
  return *service; // NORACE
}
void user() { (void)get().port; }
int main() {
  std::thread a(user), b(user);
  a.join();
  b.join();
}
