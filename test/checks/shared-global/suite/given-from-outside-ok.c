#include "race.h"

static int steps;
static void *own(void *p) {
  steps++; // NORACE
  return 0;
}
// What others start is none of ours.
int library_start(pthread_t *t, void *(*entry)(void *)) {
  return pthread_create(t, 0, entry, 0);
}
void library_run(void) {
  pthread_t t;
  if (library_start(&t, own) == 0)
    JOIN(t);
  steps++; // NORACE
}
