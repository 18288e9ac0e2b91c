#include "race.h"

int x;
sem_t s;
void *worker(void *p) {
  sem_wait(&s);
  x++; // RACE
  sem_post(&s);
  return 0;
}
int main(void) {
  sem_init(&s, 0, 3);
  START(t, worker);
  START(u, worker);
  JOIN(t);
  JOIN(u);
}
