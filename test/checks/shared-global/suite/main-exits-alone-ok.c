#include "race.h"

static int counter;
static void *w(void *a) {
  counter++; // NORACE
  pthread_exit(a);
}
int main(void) {
  pthread_t t;
  counter = 1; // NORACE
  pthread_create(&t, NULL, w, NULL);
  pthread_detach(t);
  pthread_exit(NULL);
  counter = 3; // NORACE
}
