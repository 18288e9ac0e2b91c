#include "race.h"

char buf[32];
pthread_mutex_t m;
void *worker(void *p) {
  pthread_mutex_lock(&m);
  memset(buf, 0, sizeof buf); // NORACE
  pthread_mutex_unlock(&m);
  return 0;
}
int main(void) {
  START(t, worker);
  pthread_mutex_lock(&m);
  buf[3] = 1; // NORACE
  pthread_mutex_unlock(&m);
  JOIN(t);
}
