#include "race.h"

struct { int a, b; } s;
void *worker(void *p) {
  s.a++; // RACE
  return 0;
}
int main(void) {
  START(t, worker);
  s.a++; // RACE
  JOIN(t);
}
