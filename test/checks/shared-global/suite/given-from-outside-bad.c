#include "race.h"

static int strides;
static void *own_stride(void *p) {
  strides++; // RACE
  return 0;
}
int library_begin(pthread_t *t, void *(*entry)(void *)) {
  return pthread_create(t, 0, entry, 0);
}
void library_walk(void) {
  pthread_t t;
  library_begin(&t, own_stride);
  strides++; // RACE
}
