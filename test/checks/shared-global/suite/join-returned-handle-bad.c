#include "race.h"

static int value;
static void *w(void *a) { value++; return a; } // RACE
static pthread_t launch(void) {
  pthread_t t;
  pthread_create(&t, NULL, w, NULL);
  return t;
}
static void wait_for(pthread_t t) { pthread_join(t, NULL); }
int main(void) {
  pthread_t a = launch();
  value++; // RACE
  wait_for(a);
  a = launch();
  wait_for(a);
  return value; // NORACE
}
