#include "race.h"

int x;
sem_t s;
void *worker(void *p) {
  x = 1; // NORACE
  sem_post(&s);
  return 0;
}
int main(void) {
  sem_init(&s, 0, 0);
  START(t, worker);
  sem_wait(&s);
  x = 2; // NORACE
  JOIN(t);
}
