#include "race.h"

int x;
void *worker(void *p) {
  scanf("%d", &x); // RACE
  return 0;
}
int main(void) {
  START(t, worker);
  printf("%d", x); // RACE
  JOIN(t);
}
