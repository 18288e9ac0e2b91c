#include "race.h"

int x;
void each(int n, void (*f)(void));
void bump(void) { x++; // NORACE
}
void nothing(void) {}
void *worker(void *p) {
  each(3, nothing);
  return 0;
}
int main(void) {
  START(t, worker);
  x++; // NORACE
  JOIN(t);
}
