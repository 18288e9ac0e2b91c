#include "race.h"

int n = 4;
void *worker(void *p) {
  n = 5; // NORACE
  return 0;
}
int main(void) {
  int v[n]; // NORACE
  START(t, worker);
  JOIN(t);
  return sizeof v;
}
