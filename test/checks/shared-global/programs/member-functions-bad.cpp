#include <mutex>
#include <thread>
class Account {
  double balance_ = 0;
  mutable std::mutex m_;
public:
  void deposit(double d) {
    std::lock_guard<std::mutex> g(m_);
    balance_ += d; // RACE
  }
  double balance() const { return balance_; } // RACE
};
Account account;
int main() {
  std::thread t(&Account::deposit, &account, 5.0);
  double b = account.balance();
  t.join();
  return b > 0;
}
