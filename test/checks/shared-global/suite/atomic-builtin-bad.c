#include "race.h"

int x;
void *worker(void *p) {
  __atomic_fetch_add(&x, 1, __ATOMIC_SEQ_CST); // RACE
  return 0;
}
int main(void) {
  START(t, worker);
  x++; // RACE
  JOIN(t);
}
