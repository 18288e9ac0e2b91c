#include "race.h"

int x;
int choose(void);
void *worker(void *p) {
  x = 1; // RACE
  return 0;
}
int main(void) {
  START(t, worker);
  if (choose())
    JOIN(t);
  x = 2; // RACE
}
