#include "race.h"

struct { pthread_mutex_t a, b; int n; } s;
void *worker(void *p) {
  pthread_mutex_lock(&s.a);
  s.n++; // NORACE
  pthread_mutex_unlock(&s.a);
  return 0;
}
int main(void) {
  START(t, worker);
  pthread_mutex_lock(&s.a);
  s.n++; // NORACE
  pthread_mutex_unlock(&s.a);
  JOIN(t);
}
