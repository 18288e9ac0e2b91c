#include "race.h"

int x;
pthread_barrier_t b;
void *worker(void *p) {
  x = 1; // NORACE
  pthread_barrier_wait(&b);
  return 0;
}
int main(void) {
  pthread_barrier_init(&b, 0, 2);
  START(t, worker);
  pthread_barrier_wait(&b);
  x = 2; // NORACE
  JOIN(t);
}
