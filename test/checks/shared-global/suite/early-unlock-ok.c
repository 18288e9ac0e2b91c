#include "race.h"

int x;
pthread_mutex_t m;
void *worker(void *p) {
  pthread_mutex_lock(&m);
  if (p) {
    pthread_mutex_unlock(&m);
    return 0;
  }
  x++; // NORACE
  pthread_mutex_unlock(&m);
  return 0;
}
int main(void) {
  pthread_t t;
  pthread_create(&t, 0, worker, getenv("EARLY"));
  pthread_mutex_lock(&m);
  x++; // NORACE
  pthread_mutex_unlock(&m);
  JOIN(t);
}
