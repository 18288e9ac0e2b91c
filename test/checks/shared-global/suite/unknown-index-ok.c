#include "race.h"

int v[4];
int choose(void);
void *worker(void *p) {
  v[1]++; // NORACE
  return 0;
}
int main(void) {
  v[choose()]++; // NORACE
  START(t, worker);
  JOIN(t);
}
