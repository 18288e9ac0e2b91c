#include "race.h"

int x;
pthread_mutex_t a, b;
void take(pthread_mutex_t *l) { pthread_mutex_lock(l); }
void give(pthread_mutex_t *l) { pthread_mutex_unlock(l); }
void *worker(void *p) {
  take(&a);
  x++; // RACE
  give(&a);
  return 0;
}
int main(void) {
  START(t, worker);
  take(&b);
  x++; // RACE
  give(&b);
  JOIN(t);
}
