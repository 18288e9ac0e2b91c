#include "race.h"

int x;
pthread_mutex_t m[4];
void *worker(void *p) {
  pthread_mutex_lock(&m[1]);
  x++; // NORACE
  pthread_mutex_unlock(&m[1]);
  return 0;
}
int main(void) {
  START(t, worker);
  pthread_mutex_lock(&m[1]);
  x++; // NORACE
  pthread_mutex_unlock(&m[1]);
  JOIN(t);
}
