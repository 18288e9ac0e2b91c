#include "race.h"

int x;
pthread_mutex_t a, b;
pthread_mutex_t *l;
void *worker(void *p) {
  pthread_mutex_lock(l);
  x++; // NORACE
  pthread_mutex_unlock(l);
  return 0;
}
int main(void) {
  l = &a;
  START(t, worker);
  pthread_mutex_lock(&a);
  x++; // NORACE
  pthread_mutex_unlock(&a);
  JOIN(t);
}
