#include "race.h"

char buf[32];
void *worker(void *p) {
  read(0, buf, sizeof buf); // RACE
  return 0;
}
int main(void) {
  START(t, worker);
  write(1, buf, sizeof buf); // RACE
  JOIN(t);
}
