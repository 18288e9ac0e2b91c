#include "race.h"

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static void unlock_p(pthread_mutex_t **p) { if (*p) pthread_mutex_unlock(*p); }
static pthread_mutex_t *lock_it(pthread_mutex_t *p) { pthread_mutex_lock(p); return p; }
#define GUARD(l) __attribute__((cleanup(unlock_p))) pthread_mutex_t *guard_ = lock_it(l)
static int x, y;
static void *w(void *a) {
  {
    GUARD(&m);
    x++; // NORACE
  }
  y++; // RACE
  return a;
}
int main(void) {
  pthread_t t;
  pthread_create(&t, NULL, w, NULL);
  w(NULL);
  pthread_join(t, NULL);
  return x + y; // NORACE
}
