#include "race.h"

int x, y;
void bump(int *p) { (*p)++; // RACE
}
void *worker(void *p) {
  bump(&x);
  return 0;
}
int main(void) {
  START(t, worker);
  bump(&x);
  JOIN(t);
}
