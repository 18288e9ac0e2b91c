#include "race.h"

int x;
mtx_t m;
int worker(void *p) {
  x++; // RACE
  return 0;
}
int main(void) {
  thrd_t t;
  mtx_init(&m, mtx_plain);
  thrd_create(&t, worker, 0);
  mtx_lock(&m);
  x++; // RACE
  mtx_unlock(&m);
  thrd_join(t, 0);
}
