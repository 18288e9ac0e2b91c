#include "race.h"

int x, y;
void *one(void *p) {
  x++; // NORACE
  return 0;
}
void *two(void *p) {
  y++; // NORACE
  return 0;
}
int main(void) {
  START(t, one);
  START(u, two);
  JOIN(t);
  JOIN(u);
}
