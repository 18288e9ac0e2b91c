#include "race.h"

union { int i; float f; } u;
struct { int i; float f; } s;
void *worker(void *p) {
  s.i = 1; // NORACE
  return 0;
}
int main(void) {
  START(t, worker);
  s.f = 2; // NORACE
  JOIN(t);
}
