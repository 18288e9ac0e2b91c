#include "race.h"

union { int i; float f; } u;
struct { int i; float f; } s;
void *worker(void *p) {
  u.i = 1; // RACE
  return 0;
}
int main(void) {
  START(t, worker);
  u.f = 2; // RACE
  JOIN(t);
}
