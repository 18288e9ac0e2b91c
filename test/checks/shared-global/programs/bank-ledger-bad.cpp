#include <mutex>
#include <shared_mutex>
#include <thread>
#include <unordered_map>
#include <string>

// Balances are read under the shared lock; a fee is booked under it as well.
namespace {
std::shared_mutex ledger_mutex;
std::unordered_map<std::string, long> balances; 
long fees;
}

static long balance(const std::string &who) {
  std::shared_lock lock(ledger_mutex);
  ++fees; // RACE
  auto it = balances.find(who); // NORACE
  return it == balances.end() ? 0 : it->second; // NORACE
}

static void deposit(const std::string &who, long amount) {
  std::unique_lock lock(ledger_mutex);
  balances[who] += amount; // NORACE
}

int main() {
  std::thread a([] { for (int i = 0; i < 100; ++i) balance("ann"); });
  std::thread b([] { for (int i = 0; i < 100; ++i) balance("bob"); });
  std::thread c([] { for (int i = 0; i < 100; ++i) deposit("ann", i); });
  a.join();
  b.join();
  c.join();
  return fees > 0; // NORACE
}
