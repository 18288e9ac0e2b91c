#include "race.h"

int x;
void *worker(void *p) {
  x++; // NORACE
  return 0;
}
int main(void) {
  pthread_t t;
  x++; // NORACE
  pthread_create(&t, 0, worker, 0);
  pthread_detach(t);
}
