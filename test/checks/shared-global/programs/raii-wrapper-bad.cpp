#include <pthread.h>
#include <thread>
class AutoLock {
  pthread_mutex_t *m;
public:
  explicit AutoLock(pthread_mutex_t *m) : m(m) { pthread_mutex_lock(m); }
  ~AutoLock() { pthread_mutex_unlock(m); }
};
pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
int shared, other;
void work() {
  { AutoLock lock(&mutex); ++shared; } // NORACE
  ++other; // RACE
}
int main() {
  std::thread a(work), b(work);
  a.join();
  b.join();
}
