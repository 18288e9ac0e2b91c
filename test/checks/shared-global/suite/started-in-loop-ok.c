#include "race.h"

int x;
void *worker(void *p) {
  x++; // NORACE
  return 0;
}
int main(void) {
  for (int i = 0; i < 4; i++) {
    START(t, worker);
    JOIN(t);
  }
}
