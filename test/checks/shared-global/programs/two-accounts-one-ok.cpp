#include <mutex>
#include <thread>

// Transfers lock both accounts, the audit one of them: enough to keep them out.
struct Account {
  std::mutex m;
  long amount = 100;
};
static Account savings, current;

static void transfer(Account &from, Account &to, long n) {
  std::scoped_lock both(from.m, to.m);
  from.amount -= n; // NORACE
  to.amount += n; // NORACE
}

static long audit() {
  std::lock_guard one(savings.m);
  return savings.amount + current.amount; // NORACE
}

int main() {
  std::thread a([] { transfer(savings, current, 10); });
  std::thread b([] { transfer(current, savings, 5); });
  const long sum = audit();
  a.join();
  b.join();
  return sum != savings.amount + current.amount; // NORACE
}
