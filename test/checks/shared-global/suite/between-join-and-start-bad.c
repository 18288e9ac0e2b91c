#include "race.h"

int x;
void *worker(void *p) {
  x++; // RACE
  return 0;
}
int main(void) {
  START(t, worker);
  x = 5; // RACE
  JOIN(t);
  START(u, worker);
  JOIN(u);
}
