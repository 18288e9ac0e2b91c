#include "race.h"

int x, y;
int *g;
void *worker(void *p) {
  *g = 1; // NORACE
  return 0;
}
int main(void) {
  g = &y;
  START(t, worker);
  x = 2; // NORACE
  JOIN(t);
}
