#include <pthread.h>
#include <stdlib.h>
// A client whose thread is stopped by a function that says so if there is none.
struct client {
  pthread_t thread;
  int threaded;
};
static int result;

static void *loop(void *arg) {
  struct client *c = arg;
  result = c->threaded + 1; // NORACE
  return NULL;
}
static int client_start(struct client *c) {
  if (c->threaded)
    return 1;
  if (pthread_create(&c->thread, NULL, loop, c))
    return 2;
  c->threaded = 1;
  return 0;
}
static int client_stop(struct client *c) {
  if (!c || c->threaded != 1)
    return 1;
  pthread_join(c->thread, NULL);
  c->threaded = 0;
  return 0;
}
int main(void) {
  struct client *c = calloc(1, sizeof *c);
  client_start(c);
  client_stop(c);
  return result; // NORACE
}
