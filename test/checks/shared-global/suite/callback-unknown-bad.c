#include "race.h"

int x;
void each(int n, void (*f)(void));
void bump(void) { x++; // FN_RACE
}
void nothing(void) {}
void *worker(void *p) {
  each(3, bump);
  return 0;
}
int main(void) {
  START(t, worker);
  x++; // FN_RACE
  JOIN(t);
}
