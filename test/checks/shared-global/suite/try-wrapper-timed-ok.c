#include "race.h"

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static int value;
static int lock_for(int seconds) {
  struct timespec ts;
  clock_gettime(CLOCK_REALTIME, &ts);
  ts.tv_sec += seconds;
  return pthread_mutex_timedlock(&m, &ts);
}
static void *w(void *a) {
  int rc = lock_for(1);
  if (rc == ETIMEDOUT) {
     // NORACE
    return a;
  }
  if (rc) return a;
  value++; // NORACE
  pthread_mutex_unlock(&m);
  return a;
}
int main(void) {
  pthread_t t, u;
  pthread_create(&t, NULL, w, NULL);
  pthread_create(&u, NULL, w, NULL);
  pthread_join(t, NULL);
  pthread_join(u, NULL);
  return 0;
}
