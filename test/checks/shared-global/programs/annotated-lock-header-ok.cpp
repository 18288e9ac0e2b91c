#include <mutex>
#include <thread>
// A library's own lock, as in a small header of it.
namespace lib {
class MicroLock {
  std::mutex impl;
public:
  void lock() { impl.lock(); }
  void unlock() { impl.unlock(); }
  bool try_lock() { return impl.try_lock(); }
};
template <class M> class LockedPtr {
  M *m;
public:
  explicit LockedPtr(M &m) : m(&m) { m.lock(); }
  ~LockedPtr() { m->unlock(); }
};
}
lib::MicroLock lock_;
int n;
void work() {
  lib::LockedPtr<lib::MicroLock> g(lock_);
  ++n; // NORACE
}
int main() {
  std::thread t(work);
  {
    std::lock_guard<lib::MicroLock> g(lock_);
    --n; // NORACE
  }
  t.join();
}
