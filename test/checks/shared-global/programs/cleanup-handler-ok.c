#include <pthread.h>
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static int n;
static void unlock(void *p) { pthread_mutex_unlock(p); }
static void *run(void *p) {
  pthread_mutex_lock(&m);
  pthread_cleanup_push(unlock, &m);
  n++; // NORACE
  pthread_testcancel();
  pthread_cleanup_pop(1);
  return p;
}
int main(void) {
  pthread_t a, b;
  pthread_create(&a, 0, run, 0);
  pthread_create(&b, 0, run, 0);
  pthread_cancel(b);
  pthread_join(a, 0);
  pthread_join(b, 0);
  return n; // NORACE
}
