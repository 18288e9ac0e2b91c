#include "race.h"

int x;
void *worker(void *p) {
  x++; // RACE
  return 0;
}
void *nothing(void *p) { return p; }
void *(*job)(void *);
int main(void) {
  job = worker;
  pthread_t t;
  pthread_create(&t, 0, job, 0);
  x++; // RACE
  pthread_join(t, 0);
}
