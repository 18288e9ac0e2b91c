#include "race.h"

int x, y;
int *g;
void *worker(void *p) {
  *g = 1; // RACE
  return 0;
}
int main(void) {
  g = &x;
  START(t, worker);
  x = 2; // RACE
  JOIN(t);
}
