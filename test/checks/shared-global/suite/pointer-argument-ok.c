#include "race.h"

int x, y;
void bump(int *p) { (*p)++; // NORACE
}
void *worker(void *p) {
  bump(&x);
  return 0;
}
int main(void) {
  START(t, worker);
  bump(&y);
  JOIN(t);
}
