#include "race.h"

struct pair { int a, b; } s;
void *worker(void *p) {
  s.a++; // RACE
  return 0;
}
int main(void) {
  START(t, worker);
  struct pair c = s; // RACE
  JOIN(t);
  return c.a;
}
