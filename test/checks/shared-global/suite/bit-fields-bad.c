#include "race.h"

struct { unsigned a : 3, b : 3; } s;
struct { unsigned a, b; } w;
void *worker(void *p) {
  s.a = 1; // RACE
  return 0;
}
int main(void) {
  START(t, worker);
  s.b = 1; // RACE
  JOIN(t);
}
