#include "race.h"

int x;
pthread_once_t o = PTHREAD_ONCE_INIT;
void init(void) { x = 1; // NORACE
}
void *worker(void *p) {
  pthread_once(&o, init);
  return 0;
}
int main(void) {
  START(t, worker);
  pthread_once(&o, init);
  printf("%d", x); // NORACE
  JOIN(t);
}
