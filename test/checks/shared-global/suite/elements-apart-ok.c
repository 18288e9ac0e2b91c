#include "race.h"

int v[4];
void *worker(void *p) {
  v[1]++; // NORACE
  return 0;
}
int main(void) {
  START(t, worker);
  v[2]++; // NORACE
  JOIN(t);
}
