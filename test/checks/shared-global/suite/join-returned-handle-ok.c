#include "race.h"

static int value;
static void *w(void *a) { value++; return a; } // NORACE
static pthread_t launch(void) {
  pthread_t t;
  pthread_create(&t, NULL, w, NULL);
  return t;
}
static void wait_for(pthread_t t) { pthread_join(t, NULL); }
int main(void) {
  pthread_t a = launch();
  wait_for(a);
  value++; // NORACE
  a = launch();
  wait_for(a);
  return value; // NORACE
}
