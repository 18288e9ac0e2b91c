#include "race.h"

int x;
void bump(void) { x++; // RACE
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
  x++; // RACE
  JOIN(t);
}
