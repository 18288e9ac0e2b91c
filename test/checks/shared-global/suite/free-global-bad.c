#include "race.h"

char *g;
pthread_mutex_t m;
void *worker(void *p) {
  free(g); // RACE
  g = 0; // RACE
  return 0;
}
int main(void) {
  g = malloc(4); // NORACE
  START(t, worker);
  pthread_mutex_lock(&m);
  if (g) // RACE
    g[0] = 1; // RACE
  pthread_mutex_unlock(&m);
  JOIN(t);
}
