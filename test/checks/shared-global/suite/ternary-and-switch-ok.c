#include "race.h"

int mode;
void *worker(void *p) {
  switch (p ? 1 : 2) {
  case 1:
    return 0;
  }
  return 0;
}
int main(void) {
  START(t, worker);
  mode = 2; // NORACE
  JOIN(t);
}
