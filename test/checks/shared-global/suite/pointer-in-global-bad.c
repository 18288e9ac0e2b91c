#include "race.h"

int x, y;
int *g;
void *worker(void *p) {
  *g = 1; // FN_RACE
  return 0;
}
int main(void) {
  g = &x;
  START(t, worker);
  x = 2; // FN_RACE
  JOIN(t);
}
