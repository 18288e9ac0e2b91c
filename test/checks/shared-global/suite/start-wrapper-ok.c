#include "race.h"

int x;
void *worker(void *p) {
  return 0;
}
void launch(pthread_t *t, void *(*f)(void *)) { pthread_create(t, 0, f, 0); }
int main(void) {
  pthread_t t;
  launch(&t, worker);
  x++; // NORACE
  pthread_join(t, 0);
}
