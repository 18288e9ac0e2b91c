#include "race.h"

int x;
void *worker(void *p) {
  x++; // NORACE
  return 0;
}
int main(void) {
  START(t, worker);
  JOIN(t);
  START(u, worker);
  JOIN(u);
}
