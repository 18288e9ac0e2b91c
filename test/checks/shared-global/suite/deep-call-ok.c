#include "race.h"

int x;
void three(void) { x++; // NORACE
}
void two(void) { three(); }
void one(void) { two(); }
void *worker(void *p) {
  return 0;
}
int main(void) {
  START(t, worker);
  one();
  JOIN(t);
}
