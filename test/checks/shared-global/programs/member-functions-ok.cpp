#include <functional>
#include <mutex>
#include <thread>
class Account {
  double balance_ = 0;
  mutable std::mutex m_;
public:
  void deposit(double d) {
    std::lock_guard<std::mutex> g(m_);
    balance_ += d; // NORACE
  }
  double balance() const {
    std::lock_guard<std::mutex> g(m_);
    return balance_; // NORACE
  }
};
Account account;
void pay(Account &to) { to.deposit(1); }
int main() {
  std::thread t(pay, std::ref(account));
  double b = account.balance();
  t.join();
  return b > 0;
}
