#include "race.h"

char src[32], dst[32];
void *worker(void *p) {
  char mine[32];
  memcpy(mine, src, 32); // RACE
  return 0;
}
int main(void) {
  START(t, worker);
  src[0] = 1; // RACE
  JOIN(t);
}
