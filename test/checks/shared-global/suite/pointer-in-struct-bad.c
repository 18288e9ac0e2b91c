#include "race.h"

int x, y;
struct { int *p; } s;
void set(int *p) { s.p = p; }
void *worker(void *p) {
  (*s.p)++; // RACE
  return 0;
}
int main(void) {
  set(&x);
  START(t, worker);
  x++; // RACE
  JOIN(t);
}
