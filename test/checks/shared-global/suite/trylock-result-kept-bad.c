#include "race.h"

int x;
pthread_mutex_t m;
void *worker(void *p) {
  int busy = pthread_mutex_trylock(&m);
  x++; // RACE
  return 0;
}
int main(void) {
  START(t, worker);
  pthread_mutex_lock(&m);
  x++; // RACE
  pthread_mutex_unlock(&m);
  JOIN(t);
}
