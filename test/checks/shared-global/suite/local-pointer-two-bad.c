#include "race.h"

int x, y, z;
void *worker(void *p) {
  int *q = &x;
  if (p)
    q = &y;
  *q = 1; // RACE
  return 0;
}
int main(void) {
  START(t, worker);
  x = 1; // RACE
  JOIN(t);
}
