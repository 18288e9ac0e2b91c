#include "race.h"

int v[4];
int choose(void);
void *worker(void *p) {
  v[1]++; // RACE
  return 0;
}
int main(void) {
  START(t, worker);
  v[choose()]++; // RACE
  JOIN(t);
}
