#include "race.h"

int v[4];
void *worker(void *p) {
  v[0] = 1; // RACE
  return 0;
}
int main(void) {
  START(t, worker);
  int n = v[0]; // RACE
  JOIN(t);
  return n;
}
