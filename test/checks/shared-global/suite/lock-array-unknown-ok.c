#include "race.h"

int x, data[10];
pthread_mutex_t m[10];
int choose(void);
void *worker(void *p) {
  int i = choose();
  pthread_mutex_lock(&m[i]);
  data[i]++; // NORACE
  pthread_mutex_unlock(&m[i]);
  return 0;
}
int main(void) {
  START(t, worker);
  int j = choose();
  pthread_mutex_lock(&m[j]);
  data[j]++; // NORACE
  pthread_mutex_unlock(&m[j]);
  JOIN(t);
}
