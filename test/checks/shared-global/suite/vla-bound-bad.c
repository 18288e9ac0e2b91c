#include "race.h"

int n = 4;
void *worker(void *p) {
  n = 5; // RACE
  return 0;
}
int main(void) {
  START(t, worker);
  int v[n]; // RACE
  JOIN(t);
  return sizeof v;
}
