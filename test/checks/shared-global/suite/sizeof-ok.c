#include "race.h"

int v[4];
void *worker(void *p) {
  v[0] = 1; // NORACE
  return 0;
}
int main(void) {
  START(t, worker);
  int n = sizeof v[0]; // NORACE
  JOIN(t);
  return n;
}
