#include "race.h"

static _Atomic int ready;
static int payload;
static void *producer(void *a) {
  payload = 42; // NORACE
  ready = 1; // NORACE
  return a;
}
int main(void) {
  pthread_t t;
  pthread_create(&t, NULL, producer, NULL);
  while (!ready) // NORACE
    ;
  printf("%d\n", payload); // NORACE
  pthread_join(t, NULL);
  return 0;
}
