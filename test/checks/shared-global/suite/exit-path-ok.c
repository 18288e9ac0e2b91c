#include "race.h"

int x;
void *worker(void *p) {
  x++; // NORACE
  return 0;
}
int main(void) {
  START(t, worker);
  if (!t) {
    exit(1);
  }
  JOIN(t);
  x = 2; // NORACE
}
