#include "race.h"

int x;
void *worker(void *p) {
  x++; // RACE
  return 0;
}
int main(void) {
  pthread_t t;
  if (pthread_create(&t, 0, worker, 0)) {
    x++; // NORACE
    return 1;
  }
  x++; // RACE
  pthread_join(t, 0);
}
