#include "race.h"

int x;
pthread_mutex_t m;
void *worker(void *p) {
  for (int i = 0; i < 10; i++) {
    pthread_mutex_lock(&m);
    x++; // NORACE
    pthread_mutex_unlock(&m);
  }
  return 0;
}
int main(void) {
  START(t, worker);
  pthread_mutex_lock(&m);
  x++; // NORACE
  pthread_mutex_unlock(&m);
  JOIN(t);
}
