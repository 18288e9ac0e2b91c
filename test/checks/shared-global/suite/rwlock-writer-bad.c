#include "race.h"

int x;
pthread_rwlock_t l = PTHREAD_RWLOCK_INITIALIZER;
void *worker(void *p) {
  pthread_rwlock_wrlock(&l);
  x++; // RACE
  pthread_rwlock_unlock(&l);
  return 0;
}
int main(void) {
  START(t, worker);
  printf("%d", x); // RACE
  JOIN(t);
}
