#include "race.h"

int x, y;
void *worker(void *p) {
  *(int *)p = 1; // RACE
  return 0;
}
int main(void) {
  pthread_t t;
  pthread_create(&t, 0, worker, &x);
  x = 2; // RACE
  pthread_join(t, 0);
}
