#include "race.h"

int x;
void each(int n, void (*f)(void));
void bump(void) { x++; // RACE
}
void nothing(void) {}
void *worker(void *p) {
  each(3, bump);
  return 0;
}
int main(void) {
  START(t, worker);
  x++; // RACE
  JOIN(t);
}
