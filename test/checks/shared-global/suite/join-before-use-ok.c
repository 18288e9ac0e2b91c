#include "race.h"

int x;
void *worker(void *p) {
  x = 1; // NORACE
  return 0;
}
int main(void) {
  x = 0; // NORACE
  START(t, worker);
  JOIN(t);
  x = 2; // NORACE
}
