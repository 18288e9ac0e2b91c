#include "race.h"

struct pair { int a, b; } s;
void *worker(void *p) {
  s.a++; // NORACE
  return 0;
}
int main(void) {
  struct pair c = s; // NORACE
  START(t, worker);
  JOIN(t);
  return c.a;
}
