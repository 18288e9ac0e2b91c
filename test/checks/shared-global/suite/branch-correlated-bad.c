#include "race.h"

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static int jobs;
static void add(int n) {
  int locked = 0;
  if (n > 3) {
    pthread_mutex_lock(&m);
    locked = 1;
  }
  if (!locked)
    jobs += n; // RACE
  if (locked)
    pthread_mutex_unlock(&m);
}
static void *worker(void *a) {
  for (int i = 0; i < 9; i++)
    add(i);
  return a;
}
int main(void) {
  START(t, worker);
  START(u, worker);
  JOIN(t);
  JOIN(u);
}
