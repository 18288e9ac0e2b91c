#include "race.h"

int data[10];
pthread_mutex_t m[10];
int choose(void);
void *worker(void *p) {
  int i = choose(), j = i;
  pthread_mutex_lock(&m[i]);
  i = choose();
  data[i]++; // RACE
  pthread_mutex_unlock(&m[j]);
  return 0;
}
int main(void) {
  START(t, worker);
  for (int i = 0; i < 10; i++) {
    pthread_mutex_lock(&m[i]);
    data[i]++; // RACE
    pthread_mutex_unlock(&m[i]);
  }
  JOIN(t);
}
