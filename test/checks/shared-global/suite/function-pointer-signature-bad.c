#include "race.h"

int x;
void bump(int n) { x += n; // RACE
}
void (*lookup(void))(int);
void *worker(void *p) {
  void (*f)(int) = lookup();
  f(1);
  return 0;
}
void give_away(void (*f)(int));
int main(void) {
  give_away(bump);
  START(t, worker);
  x++; // RACE
  JOIN(t);
}
