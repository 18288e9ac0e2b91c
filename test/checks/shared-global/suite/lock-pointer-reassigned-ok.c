#include "race.h"

static pthread_mutex_t a = PTHREAD_MUTEX_INITIALIZER, b = PTHREAD_MUTEX_INITIALIZER;
static int x;
static void *w(void *arg) {
  pthread_mutex_t *m = &a;
  pthread_mutex_lock(m);
  pthread_mutex_unlock(m);
  m = &b;
  pthread_mutex_lock(m);
  x++; // NORACE
  pthread_mutex_unlock(m);
  return arg;
}
static void bump(void) {
  pthread_mutex_lock(&b);
  x++; // NORACE
  pthread_mutex_unlock(&b);
}
int main(void) {
  pthread_t t;
  pthread_create(&t, NULL, w, NULL);
  bump();
  pthread_join(t, NULL);
  return x == 2; // NORACE
}
