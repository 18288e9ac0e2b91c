#include "race.h"

int x;
pthread_mutex_t m;
void *inner(void *p) {
  x++; // RACE
  return 0;
}
int main(void) {
  pthread_mutex_lock(&m);
  START(t, inner);
  x++; // RACE
  JOIN(t);
  pthread_mutex_unlock(&m);
}
