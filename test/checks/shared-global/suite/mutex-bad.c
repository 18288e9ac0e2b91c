#include "race.h"

int x;
pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
void *worker(void *p) {
  x++; // RACE
  return 0;
}
int main(void) {
  START(t, worker);
  pthread_mutex_lock(&m);
  x++; // RACE
  pthread_mutex_unlock(&m);
  JOIN(t);
  printf("%d", x); // NORACE
}
