#include "race.h"

int x;
int choose(void);
void *worker(void *p) {
  x = 1; // NORACE
  return 0;
}
int main(void) {
  START(t, worker);
    JOIN(t);
  x = 2; // NORACE
}
