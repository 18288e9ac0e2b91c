#include "race.h"

int x;
pthread_mutex_t a, b;
void *worker(void *p) {
  pthread_mutex_t *l = p ? &a : &b;
  pthread_mutex_lock(&a);
  x++; // NORACE
  pthread_mutex_unlock(&a);
  return 0;
}
int main(void) {
  START(t, worker);
  pthread_mutex_lock(&a);
  x++; // NORACE
  pthread_mutex_unlock(&a);
  JOIN(t);
}
