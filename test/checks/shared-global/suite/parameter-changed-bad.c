#include "race.h"

struct cell { pthread_mutex_t mu; int v; };
static struct cell one = { PTHREAD_MUTEX_INITIALIZER, 1 }, two = { PTHREAD_MUTEX_INITIALIZER, 2 };
static void touch(struct cell *c, struct cell *d) {
  pthread_mutex_t *mu = &c->mu;
  pthread_mutex_lock(mu);
  c = d;
  c->v++; // RACE
  pthread_mutex_unlock(mu);
  (void)d;
}
static void *w(void *a) { touch(&one, &two); return a; }
static void *v(void *a) { touch(&two, &two); return a; }
int main(void) {
  pthread_t x, y, z;
  pthread_create(&x, NULL, w, NULL);
  pthread_create(&y, NULL, v, NULL);
  pthread_create(&z, NULL, w, NULL);
  pthread_join(x, NULL);
  pthread_join(y, NULL);
  pthread_join(z, NULL);
  return 0;
}
