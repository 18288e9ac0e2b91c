#include "race.h"

int x;
sem_t s;
void *worker(void *p) {
  sem_post(&s);
  x = 1; // RACE
  return 0;
}
int main(void) {
  sem_init(&s, 0, 0);
  START(t, worker);
  sem_wait(&s);
  x = 2; // RACE
  JOIN(t);
}
