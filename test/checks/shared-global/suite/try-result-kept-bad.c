#include "race.h"

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static int jobs;
static int try_enter(void) { return pthread_mutex_trylock(&m) == 0; }
static void *w(void *a) {
  int locked = try_enter();
  if (!locked) {
    jobs++; // RACE
  }
  if (locked)
    pthread_mutex_unlock(&m);
  return a;
}
int main(void) {
  pthread_t t;
  pthread_create(&t, NULL, w, NULL);
  pthread_mutex_lock(&m);
  jobs--; // RACE
  pthread_mutex_unlock(&m);
  pthread_join(t, NULL);
  return 0;
}
