#include "race.h"

int next(void) {
  static int n;
  return n++; // RACE
}
void *worker(void *p) {
  next();
  return 0;
}
int main(void) {
  START(t, worker);
  next();
  JOIN(t);
}
