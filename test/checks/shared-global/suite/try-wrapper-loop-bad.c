#include "race.h"

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static int value, gave_up;
static int try_hard(int times) {
  for (int i = 0; i < times; i++) {
    if (pthread_mutex_trylock(&m) == 0)
      return 1;
    usleep(10);
  }
  return 0;
}
static void *w(void *a) {
  if (try_hard(5)) {
    value++; // RACE
    pthread_mutex_unlock(&m);
  } else {
    value--; // RACE
  }
  return a;
}
int main(void) {
  pthread_t t, u;
  pthread_create(&t, NULL, w, NULL);
  pthread_create(&u, NULL, w, NULL);
  pthread_join(t, NULL);
  pthread_join(u, NULL);
  return value + gave_up; // NORACE
}
