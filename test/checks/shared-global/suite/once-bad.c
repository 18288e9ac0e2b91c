#include "race.h"

int x;
pthread_once_t o = PTHREAD_ONCE_INIT;
void init(void) { x = 1; // RACE
}
void *worker(void *p) {
  init();
  return 0;
}
int main(void) {
  START(t, worker);
  printf("%d", x); // RACE
  JOIN(t);
}
