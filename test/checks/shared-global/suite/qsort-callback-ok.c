#include "race.h"

int x, v[4];
int compare(const void *a, const void *b) {
  return x++; // NORACE
}
void *worker(void *p) {
  return 0;
}
int main(void) {
  START(t, worker);
  x++; // NORACE
  JOIN(t);
}
