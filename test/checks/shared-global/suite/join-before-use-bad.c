#include "race.h"

int x;
void *worker(void *p) {
  x = 1; // RACE
  return 0;
}
int main(void) {
  x = 0; // NORACE
  START(t, worker);
  x = 2; // RACE
  JOIN(t);
}
