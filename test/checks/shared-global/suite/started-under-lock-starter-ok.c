#include "race.h"

int x;
pthread_mutex_t m;
void *inner(void *p) {
  x++; // NORACE
  return 0;
}
int main(void) {
  pthread_mutex_lock(&m);
  START(t, inner);
  JOIN(t);
  x++; // NORACE
  pthread_mutex_unlock(&m);
}
