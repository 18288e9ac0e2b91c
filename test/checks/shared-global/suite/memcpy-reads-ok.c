#include "race.h"

char src[32], dst[32];
void *worker(void *p) {
  return 0;
}
int main(void) {
  START(t, worker);
  src[0] = 1; // NORACE
  JOIN(t);
}
