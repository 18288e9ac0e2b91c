#include "race.h"

struct { int a, b; } s;
void *worker(void *p) {
  s.a++; // NORACE
  return 0;
}
int main(void) {
  START(t, worker);
  s.b++; // NORACE
  JOIN(t);
}
