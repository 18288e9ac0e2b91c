#include "race.h"

int x, y;
struct { int *p; } s;
void set(int *p) { s.p = p; }
void *worker(void *p) {
  (*s.p)++; // FN_RACE
  return 0;
}
int main(void) {
  set(&x);
  START(t, worker);
  x++; // FN_RACE
  JOIN(t);
}
