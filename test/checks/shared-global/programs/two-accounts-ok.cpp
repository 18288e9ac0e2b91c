#include <mutex>
#include <thread>

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
  std::lock(savings.m, current.m);
  std::lock_guard one(savings.m, std::adopt_lock);
  std::lock_guard two(current.m, std::adopt_lock);
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
