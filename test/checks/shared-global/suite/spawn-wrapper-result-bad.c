#include "race.h"

static int left, right;
static void *l(void *a) { left++; return a; } // RACE
static void *r(void *a) { right++; return a; } // NORACE
static pthread_t spawn(void *(*fn)(void *)) {
  pthread_t t;
  if (pthread_create(&t, NULL, fn, NULL) != 0) {
    perror("spawn");
    exit(EXIT_FAILURE);
  }
  return t;
}
int main(void) {
  pthread_t a = spawn(l), b = spawn(r), c = spawn(l);
  pthread_join(a, NULL);
  pthread_join(b, NULL);
  pthread_join(c, NULL);
  return left + right; // NORACE
}
