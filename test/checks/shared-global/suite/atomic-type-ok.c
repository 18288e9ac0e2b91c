#include "race.h"

_Atomic int x;
void *worker(void *p) {
  x++; // NORACE
  return 0;
}
int main(void) {
  START(t, worker);
  x++; // NORACE
  JOIN(t);
}
