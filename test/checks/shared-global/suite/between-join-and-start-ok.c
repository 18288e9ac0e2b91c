#include "race.h"

int x;
void *worker(void *p) {
  x++; // NORACE
  return 0;
}
int main(void) {
  START(t, worker);
  JOIN(t);
  x = 5; // NORACE
  START(u, worker);
  JOIN(u);
}
