#include "race.h"

int x;
void *worker(void *p) {
  x++; // RACE
  return 0;
}
int main(void) {
  pthread_t t;
  pthread_create(&t, 0, worker, 0);
  pthread_detach(t);
  x++; // RACE
}
