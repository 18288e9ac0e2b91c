#include "race.h"

int x;
void *worker(void *p) {
  x++; // RACE
  return 0;
}
int main(void) {
  START(t, worker);
  if (!t) {
    x = 1; // RACE
    exit(1);
  }
  JOIN(t);
  x = 2; // NORACE
}
