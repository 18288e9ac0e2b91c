#include <atomic>
#include <mutex>
#include <shared_mutex>
#include <thread>
#include <unordered_map>
#include <string>

namespace {
std::shared_mutex ledger_mutex;
std::unordered_map<std::string, long> balances;
std::atomic<long> fees;
}

static long balance(const std::string &who) {
  std::shared_lock lock(ledger_mutex);
  fees.fetch_add(1, std::memory_order_relaxed); // NORACE
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
