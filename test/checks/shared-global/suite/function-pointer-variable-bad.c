#include "race.h"

int x;
void bump(void) { x++; // FN_RACE
}
void nothing(void) {}
void (*act)(void);
void *worker(void *p) {
  act();
  return 0;
}
int main(void) {
  act = bump;
  START(t, worker);
  x++; // FN_RACE
  JOIN(t);
}
