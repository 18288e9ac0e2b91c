#include "race.h"

int x;
void three(void) { x++; // RACE
}
void two(void) { three(); }
void one(void) { two(); }
void *worker(void *p) {
  one();
  return 0;
}
int main(void) {
  START(t, worker);
  one();
  JOIN(t);
}
