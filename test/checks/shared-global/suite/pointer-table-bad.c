#include "race.h"

int x, y, z;
int *table[2] = {&x, &y};
int choose(void);
void *worker(void *p) {
  (*table[choose()])++; // RACE
  return 0;
}
int main(void) {
  START(t, worker);
  x++; // RACE
  JOIN(t);
}
