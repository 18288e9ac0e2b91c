#include "race.h"

int next(void) {
  static __thread int n;
  return n++; // NORACE
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
