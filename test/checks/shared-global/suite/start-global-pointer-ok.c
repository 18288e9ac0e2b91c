#include "race.h"

int x;
void *worker(void *p) {
  x++; // NORACE
  return 0;
}
void *nothing(void *p) { return p; }
void *(*job)(void *);
int main(void) {
  job = nothing;
  pthread_t t;
  pthread_create(&t, 0, job, 0);
  x++; // NORACE
  pthread_join(t, 0);
}
