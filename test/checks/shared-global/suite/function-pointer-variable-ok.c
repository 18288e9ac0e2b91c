#include "race.h"

int x;
void bump(void) { x++; // NORACE
}
void nothing(void) {}
void (*act)(void);
void *worker(void *p) {
  act();
  return 0;
}
int main(void) {
  act = nothing;
  START(t, worker);
  x++; // NORACE
  JOIN(t);
}
