#include <semaphore>
#include <thread>
std::binary_semaphore go(0), done(0);
int shared;
void worker() {
  go.acquire();
  shared *= 2; // NORACE
  done.release();
}
int main() {
  std::thread t(worker);
  shared = 21; // NORACE
  go.release();
  done.acquire();
  int r = shared; // NORACE
  t.join();
  return r;
}
