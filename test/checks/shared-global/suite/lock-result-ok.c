#include "race.h"

int x;
pthread_mutex_t m;
void *worker(void *p) {
  if (pthread_mutex_lock(&m) != 0)
    return 0;
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
