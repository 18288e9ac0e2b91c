#include "race.h"

int x;
pthread_spinlock_t s;
void *worker(void *p) {
  pthread_spin_lock(&s);
  x = 1; // NORACE
  pthread_spin_unlock(&s);
  return 0;
}
int main(void) {
  pthread_spin_init(&s, 0);
  START(t, worker);
  pthread_spin_lock(&s);
  x = 2; // NORACE
  pthread_spin_unlock(&s);
  JOIN(t);
}
