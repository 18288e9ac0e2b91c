#include "race.h"

int x, y;
void *worker(void *p) {
  *(int *)p = 1; // NORACE
  return 0;
}
int main(void) {
  pthread_t t;
  pthread_create(&t, 0, worker, &y);
  x = 2; // NORACE
  pthread_join(t, 0);
}
