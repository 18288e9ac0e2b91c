#include "race.h"

int x;
void *worker(void *p) {
  return 0;
}
int main(void) {
  START(t, worker);
  printf("%d", x); // NORACE
  JOIN(t);
}
