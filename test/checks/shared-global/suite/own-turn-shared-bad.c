#include "race.h"

static int total, phase;
static void *worker(void *a) {
  if (*(int *)a == 0)
    total++; // RACE
  return 0;
}
int main(void) {
  pthread_t t[4];
  static int numbers[4];
  for (int i = 0; i < 4; i++) {
    numbers[i] = i; // NORACE
    pthread_create(&t[i], 0, worker, &phase);
  }
  for (int i = 0; i < 4; i++)
    pthread_join(t[i], 0);
}
