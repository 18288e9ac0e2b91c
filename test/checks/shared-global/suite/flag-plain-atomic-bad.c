#include "race.h"

static int ready;
static int payload;
static void *producer(void *a) {
  payload = 42; // RACE
  ready = 1; // RACE
  return a;
}
int main(void) {
  pthread_t t;
  pthread_create(&t, NULL, producer, NULL);
  while (!ready) // RACE
    ;
  printf("%d\n", payload); // RACE
  pthread_join(t, NULL);
  return 0;
}
