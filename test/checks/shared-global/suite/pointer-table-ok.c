#include "race.h"

int x, y, z;
int *table[2] = {&z, &y};
int choose(void);
void *worker(void *p) {
  (*table[choose()])++; // NORACE
  return 0;
}
int main(void) {
  START(t, worker);
  x++; // NORACE
  JOIN(t);
}
