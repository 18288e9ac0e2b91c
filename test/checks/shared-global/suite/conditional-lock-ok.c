#include "race.h"

int x, busy;
pthread_mutex_t m;
void *worker(void *p) {
    pthread_mutex_lock(&m);
  x++; // NORACE
    pthread_mutex_unlock(&m);
  return 0;
}
int main(void) {
  START(t, worker);
  pthread_mutex_lock(&m);
  x++; // NORACE
  pthread_mutex_unlock(&m);
  JOIN(t);
}
