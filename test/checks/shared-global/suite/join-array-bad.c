#include "race.h"

int x;
void *worker(void *p) {
  __sync_fetch_and_add(&x, 1); // RACE
  return 0;
}
int main(void) {
  pthread_t t[10];
  for (int i = 0; i < 10; i++)
    pthread_create(&t[i], 0, worker, 0);
  for (int i = 0; i < 9; i++)
    pthread_join(t[i], 0);
  x = 3; // RACE
}
