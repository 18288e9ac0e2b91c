#include "race.h"

int x;
void *inner(void *p) {
  x = 1; // NORACE
  return 0;
}
void *outer(void *p) {
  START(t, inner);
  JOIN(t);
  return 0;
}
int main(void) {
  START(t, outer);
  JOIN(t);
  x = 2; // NORACE
}
