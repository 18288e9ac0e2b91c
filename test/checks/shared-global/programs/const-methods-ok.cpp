#include <map>
#include <string>
#include <thread>
#include <vector>
static std::vector<int> primes = {2, 3, 5};
static std::map<std::string, int> ports = {{"http", 80}};
int look() {
  int sum = 0;
  for (int p : primes) // NORACE
    sum += p;
  auto it = ports.find("http"); // NORACE
  return sum + (it != ports.end() ? it->second : 0) + primes.size() + ports.count("x"); // NORACE
}
int main() {
  std::thread a(look), b(look);
  a.join();
  b.join();
}
