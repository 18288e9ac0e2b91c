#include "race.h"

int x, y;
void onx(void) { x++; // RACE
}
void ony(void) { y++; // NORACE
}
struct ops { void (*go)(void); };
struct ops o = {onx};
void run(struct ops *p) { p->go(); }
void *worker(void *p) {
  run(&o);
  return 0;
}
int main(void) {
  START(t, worker);
  x++; // RACE
  JOIN(t);
}
