#include <pthread.h>
struct { int by_worker; int by_main; int both; pthread_mutex_t m; } s = {.m = PTHREAD_MUTEX_INITIALIZER};
void *run(void *p) {
  s.by_worker++; // NORACE
  pthread_mutex_lock(&s.m);
  s.both++; // NORACE
  pthread_mutex_unlock(&s.m);
  return p;
}
int main(void) {
  pthread_t t;
  pthread_create(&t, 0, run, 0);
  s.by_main++; // NORACE
  pthread_mutex_lock(&s.m);
  s.both--; // NORACE
  pthread_mutex_unlock(&s.m);
  pthread_join(t, 0);
  return s.by_worker; // NORACE
}
