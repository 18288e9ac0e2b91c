#include "race.h"

int x, ready;
pthread_mutex_t m;
pthread_cond_t c;
void *worker(void *p) {
  pthread_mutex_lock(&m);
  ready = 1; // NORACE
  pthread_cond_signal(&c);
  pthread_mutex_unlock(&m);
  x = 1; // RACE
  return 0;
}
int main(void) {
  START(t, worker);
  pthread_mutex_lock(&m);
  while (!ready) // NORACE
    pthread_cond_wait(&c, &m);
  x = 2; // RACE
  pthread_mutex_unlock(&m);
  JOIN(t);
}
