#include "race.h"

int x, y;
struct { int *p; } s;
void set(int *p) { s.p = p; }
void *worker(void *p) {
  (*s.p)++; // NORACE
  return 0;
}
int main(void) {
  set(&y);
  START(t, worker);
  x++; // NORACE
  JOIN(t);
}
