#include "race.h"

int stop;
void *worker(void *p) {
  while (!stop) // RACE
    ;
  return 0;
}
int main(void) {
  START(t, worker);
  stop = 1; // RACE
  JOIN(t);
}
