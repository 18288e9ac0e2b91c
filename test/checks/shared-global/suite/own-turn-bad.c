#include "race.h"

static int total;
static void *worker(void *a) {
  long me = (long)a;
  if (me < 2)
    total++; // RACE
  return 0;
}
int main(void) {
  pthread_t t[4];
  for (long i = 0; i < 4; i++)
    pthread_create(&t[i], 0, worker, (void *)i);
  for (int i = 0; i < 4; i++)
    pthread_join(t[i], 0);
}
