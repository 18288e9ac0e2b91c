#include "race.h"

int x, y, z;
void *worker(void *p) {
  int *q = &z;
  if (p)
    q = &y;
  *q = 1; // NORACE
  return 0;
}
int main(void) {
  START(t, worker);
  x = 1; // NORACE
  JOIN(t);
}
