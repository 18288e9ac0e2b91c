#include "race.h"

int x;
pthread_mutex_t m;
void *inner(void *p) {
  x++; // NORACE
  return 0;
}
void *other(void *p) {
  pthread_mutex_lock(&m);
  x++; // NORACE
  pthread_mutex_unlock(&m);
  return 0;
}
int main(void) {
  START(o, other);
  pthread_mutex_lock(&m);
  START(t, inner);
  JOIN(t);
  pthread_mutex_unlock(&m);
  JOIN(o);
}
