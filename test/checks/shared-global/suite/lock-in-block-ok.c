#include "race.h"

struct mover {
  pthread_mutex_t lock;
  pthread_t thread;
  int moves;
};
static struct {
  struct mover *mover;
} settings;
static int current;

static void *moving(void *p) {
  struct mover *self = p;
  pthread_mutex_lock(&self->lock);
  current++; // NORACE
  pthread_mutex_unlock(&self->lock);
  return 0;
}
static void start(void) {
  struct mover *made = calloc(1, sizeof(struct mover));
  settings.mover = made; // NORACE
  pthread_mutex_init(&made->lock, 0);
  pthread_create(&made->thread, 0, moving, made);
}
int main(void) {
  start();
  pthread_mutex_lock(&settings.mover->lock); // NORACE
  current++; // NORACE
  pthread_mutex_unlock(&settings.mover->lock); // NORACE
  JOIN(settings.mover->thread); // NORACE
}
