#include "race.h"

char buf[32];
pthread_mutex_t m;
void *worker(void *p) {
  memset(buf, 0, sizeof buf); // RACE
  return 0;
}
int main(void) {
  START(t, worker);
  pthread_mutex_lock(&m);
  buf[3] = 1; // RACE
  pthread_mutex_unlock(&m);
  JOIN(t);
}
