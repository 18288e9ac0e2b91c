#include "race.h"

#define with_lock(l) for (int _k = (pthread_mutex_lock(l), 1); _k; _k = 0, pthread_mutex_unlock(l))
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static int in, after;
static void *w(void *a) {
  with_lock(&m) {
    in++; // NORACE
    after++; // NORACE
  }
  return a;
}
int main(void) {
  pthread_t t;
  pthread_create(&t, NULL, w, NULL);
  w(NULL);
  pthread_join(t, NULL);
  return in + after; // NORACE
}
