#include "race.h"

struct box { pthread_mutex_t m; int n; } a, b;
void *worker(void *p) {
  struct box *s = p ? &a : &b;
  struct box *l = &a;
  pthread_mutex_lock(&l->m);
  s->n++; // RACE
  pthread_mutex_unlock(&l->m);
  return 0;
}
int main(void) {
  START(t, worker);
  pthread_mutex_lock(&b.m);
  b.n++; // RACE
  pthread_mutex_unlock(&b.m);
  JOIN(t);
}
