#include "race.h"

int x, v[4];
int compare(const void *a, const void *b) {
  return x++; // RACE
}
void *worker(void *p) {
  int w[4];
  qsort(w, 4, sizeof w[0], compare);
  return 0;
}
int main(void) {
  START(t, worker);
  x++; // RACE
  JOIN(t);
}
