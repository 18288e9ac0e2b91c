#include "race.h"

int x;
pthread_t t;
void *worker(void *p) {
  x = 1; // NORACE
  return 0;
}
void finish(void) { pthread_join(t, 0); }
int main(void) {
  pthread_create(&t, 0, worker, 0);
  finish();
  x = 2; // NORACE
}
