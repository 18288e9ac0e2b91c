#include <pthread.h>
#include <stdlib.h>
// Whether the thread is joined depends on something else.
struct client {
  pthread_t thread;
  int threaded;
};
static int result;

static void *loop(void *arg) {
  struct client *c = arg;
  result = c->threaded + 1; // RACE
  return NULL;
}
static int stop(struct client *c, int wait) {
  if (!wait)
    return 1;
  pthread_join(c->thread, NULL);
  return 0;
}
int main(int argc, char **argv) {
  (void)argv;
  struct client *c = calloc(1, sizeof *c);
  pthread_create(&c->thread, NULL, loop, c);
  stop(c, argc > 1);
  return result; // RACE
}
