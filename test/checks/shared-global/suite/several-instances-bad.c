#include "race.h"

int x;
void *worker(void *p) {
  x++; // RACE
  return 0;
}
int main(void) {
  START(t, worker);
  START(u, worker);
  JOIN(u);
  JOIN(t);
}
