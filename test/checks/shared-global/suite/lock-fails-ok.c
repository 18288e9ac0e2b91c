#include "race.h"

static pthread_mutex_t m;
static int counter;
static int bump(int n) {
  int err = pthread_mutex_lock(&m);
  if (err) {
    fprintf(stderr, "lock: %d\n", err); // NORACE
    return err;
  }
  counter += n; // NORACE
  pthread_mutex_unlock(&m);
  return 0;
}
static void *w(void *a) { if (bump(2)) exit(1); return a; }
int main(void) {
  pthread_mutexattr_t at;
  pthread_mutexattr_init(&at);
  pthread_mutexattr_settype(&at, PTHREAD_MUTEX_ERRORCHECK);
  pthread_mutex_init(&m, &at);
  pthread_t t;
  pthread_create(&t, NULL, w, NULL);
  bump(1);
  pthread_join(t, NULL);
  return 0;
}
