#include "race.h"

int x;
void bump(int n) { x += n; // NORACE
}
void (*lookup(void))(int);
void *worker(void *p) {
  void (*f)(long) = 0;
  f(1);
  return 0;
}
void give_away(void (*f)(int));
int main(void) {
  START(t, worker);
  x++; // NORACE
  JOIN(t);
}
