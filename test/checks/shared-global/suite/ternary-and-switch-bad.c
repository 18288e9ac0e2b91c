#include "race.h"

int mode;
void *worker(void *p) {
  switch (mode) { // RACE
  case 1:
    return 0;
  }
  return 0;
}
int main(void) {
  START(t, worker);
  mode = 2; // RACE
  JOIN(t);
}
