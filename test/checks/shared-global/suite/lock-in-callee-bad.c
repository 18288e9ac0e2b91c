#include "race.h"

int x;
pthread_mutex_t m;
void enter(void) { pthread_mutex_lock(&m); }
void leave(void) { pthread_mutex_unlock(&m); }
void *worker(void *p) {
  enter();
  leave();
  x++; // RACE
  return 0;
}
int main(void) {
  START(t, worker);
  enter();
  x++; // RACE
  leave();
  JOIN(t);
}
