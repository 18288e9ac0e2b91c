#include "race.h"

struct { unsigned a : 3, b : 3; } s;
struct { unsigned a, b; } w;
void *worker(void *p) {
  w.a = 1; // NORACE
  return 0;
}
int main(void) {
  START(t, worker);
  w.b = 1; // NORACE
  JOIN(t);
}
