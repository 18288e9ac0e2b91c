#include <pthread.h>
#include <thread>
class Mutex {
  pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
public:
  void acquire() { pthread_mutex_lock(&m); }
  void release() { pthread_mutex_unlock(&m); }
};
class AutoLock {
  Mutex &m;
public:
  explicit AutoLock(Mutex &m) : m(m) { m.acquire(); }
  ~AutoLock() { m.release(); }
  AutoLock(const AutoLock &) = delete;
};
Mutex mutex;
int shared;
void work() {
  AutoLock lock(mutex);
  shared++; // NORACE
}
int main() {
  std::thread a(work), b(work);
  a.join();
  b.join();
}
