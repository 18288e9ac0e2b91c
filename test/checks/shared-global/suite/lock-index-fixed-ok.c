#include "race.h"

static pthread_mutex_t locks[2] = { PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER };
static int x;
static int which(void) { return rand() & 1; }
static void *w(void *arg) {
  int i = 0;
  pthread_mutex_lock(&locks[i]);
  x++; // NORACE
  pthread_mutex_unlock(&locks[i]);
  return arg;
}
int main(void) {
  pthread_t t, u;
  pthread_create(&t, NULL, w, NULL);
  pthread_create(&u, NULL, w, NULL);
  pthread_join(t, NULL);
  pthread_join(u, NULL);
  return 0;
}
