#include <map>
#include <string>
#include <thread>
#include <unordered_map>
static std::unordered_map<std::string, int> ports;
int look() { return ports["http"]; } // RACE
int main() {
  std::thread a(look), b(look);
  a.join();
  b.join();
}
