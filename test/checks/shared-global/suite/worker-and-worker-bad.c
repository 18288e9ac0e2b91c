#include "race.h"

int x, y;
void *one(void *p) {
  x++; // RACE
  return 0;
}
void *two(void *p) {
  x++; // RACE
  return 0;
}
int main(void) {
  START(t, one);
  START(u, two);
  JOIN(t);
  JOIN(u);
}
