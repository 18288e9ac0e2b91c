#include "race.h"

int x;
void *inner(void *p) {
  x = 1; // RACE
  return 0;
}
void *outer(void *p) {
  START(t, inner);
  return 0;
}
int main(void) {
  START(t, outer);
  JOIN(t);
  x = 2; // RACE
}
