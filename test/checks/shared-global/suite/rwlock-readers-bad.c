#include "race.h"

int x;
pthread_rwlock_t l = PTHREAD_RWLOCK_INITIALIZER;
void *worker(void *p) {
  pthread_rwlock_rdlock(&l);
  x++; // RACE
  pthread_rwlock_unlock(&l);
  return 0;
}
int main(void) {
  START(t, worker);
  pthread_rwlock_rdlock(&l);
  printf("%d", x); // RACE
  pthread_rwlock_unlock(&l);
  JOIN(t);
}
