#include "race.h"

int x;
pthread_mutex_t a, b;
void *worker(void *p) {
  pthread_mutex_t *l = p ? &a : &b;
  pthread_mutex_lock(&a);
  pthread_mutex_unlock(l);
  x++; // RACE
  return 0;
}
int main(void) {
  START(t, worker);
  pthread_mutex_lock(&a);
  x++; // RACE
  pthread_mutex_unlock(&a);
  JOIN(t);
}
