#include <pthread.h>
#include <stddef.h>
struct group { pthread_t id[4]; int n; };
static int result;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static void *run(void *p) {
  pthread_mutex_lock(&lock);
  result++; // NORACE
  pthread_mutex_unlock(&lock);
  return p;
}
static void group_start(struct group *g) {
  for (g->n = 0; g->n < 4; g->n++)
    if (pthread_create(&g->id[g->n], NULL, run, NULL) != 0)
      break;
}
static void group_wait(struct group *g) {
  int i;
  for (i = 0; i < g->n; i++)
    pthread_join(g->id[i], NULL);
}
int main(void) {
  struct group g;
  group_start(&g);
  group_wait(&g);
  return result; // NORACE
}
