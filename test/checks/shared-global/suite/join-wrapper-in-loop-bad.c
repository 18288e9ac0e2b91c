#include "race.h"

struct worker { pthread_t tid; int running; };
static struct worker workers[3];
static int work_done;
static pthread_mutex_t mu = PTHREAD_MUTEX_INITIALIZER;
static void *body(void *p) {
  pthread_mutex_lock(&mu);
  work_done++; // RACE
  pthread_mutex_unlock(&mu);
  return p;
}
static int worker_start(struct worker *w) {
  return pthread_create(&w->tid, NULL, body, w);
}
static void worker_stop(struct worker *w) { pthread_detach(w->tid); }
int main(void) {
  for (int i = 0; i < 3; i++) worker_start(&workers[i]);
  for (int i = 0; i < 3; i++) worker_stop(&workers[i]);
  printf("%d\n", work_done); // RACE
  return 0;
}
