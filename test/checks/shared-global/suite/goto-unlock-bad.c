#include "race.h"

int x;
pthread_mutex_t m;
void *worker(void *p) {
  pthread_mutex_lock(&m);
  if (!p)
    goto out;
  x = 1; // NORACE
out:
  pthread_mutex_unlock(&m);
  x = 2; // RACE
  return 0;
}
int main(void) {
  START(t, worker);
  pthread_mutex_lock(&m);
  x++; // RACE
  pthread_mutex_unlock(&m);
  JOIN(t);
}
