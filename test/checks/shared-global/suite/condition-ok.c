#include "race.h"

int stop;
void *worker(void *p) {
  for (int stop = 0; !stop; stop++)
    ;
  return 0;
}
int main(void) {
  START(t, worker);
  stop = 1; // NORACE
  JOIN(t);
}
