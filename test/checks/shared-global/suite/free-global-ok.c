#include "race.h"

char *g;
pthread_mutex_t m;
void *worker(void *p) {
  pthread_mutex_lock(&m);
  free(g); // NORACE
  g = 0; // NORACE
  pthread_mutex_unlock(&m);
  return 0;
}
int main(void) {
  g = malloc(4); // NORACE
  START(t, worker);
  pthread_mutex_lock(&m);
  if (g) // NORACE
    g[0] = 1; // NORACE
  pthread_mutex_unlock(&m);
  JOIN(t);
}
