#include "race.h"

int x;
pthread_barrier_t b;
void *worker(void *p) {
  pthread_barrier_wait(&b);
  x = 1; // RACE
  return 0;
}
int main(void) {
  pthread_barrier_init(&b, 0, 2);
  START(t, worker);
  pthread_barrier_wait(&b);
  x = 2; // RACE
  JOIN(t);
}
