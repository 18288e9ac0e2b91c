#include "race.h"

struct slot { pthread_mutex_t m; int n; } slots[8];
int choose(void);
void *worker(void *p) {
  struct slot *s = &slots[choose()];
  pthread_mutex_lock(&slots[0].m);
  s->n++; // RACE
  pthread_mutex_unlock(&slots[0].m);
  return 0;
}
int main(void) {
  START(t, worker);
  for (int i = 0; i < 8; i++) {
    pthread_mutex_lock(&slots[i].m);
    slots[i].n++; // RACE
    pthread_mutex_unlock(&slots[i].m);
  }
  JOIN(t);
}
