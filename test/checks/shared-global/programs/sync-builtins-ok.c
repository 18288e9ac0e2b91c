#include <pthread.h>
static int spin;
static int guarded;
static volatile int hits;
static void acquire(void) { while (__sync_lock_test_and_set(&spin, 1)) ; } // NORACE
static void release(void) { __sync_lock_release(&spin); } // NORACE
static void *run(void *p) {
  acquire();
  guarded++; // NORACE
  release();
  __sync_add_and_fetch(&hits, 1); // NORACE
  return p;
}
int main(void) {
  pthread_t a, b;
  pthread_create(&a, 0, run, 0);
  pthread_create(&b, 0, run, 0);
  pthread_join(a, 0);
  pthread_join(b, 0);
  return guarded + hits; // NORACE
}
