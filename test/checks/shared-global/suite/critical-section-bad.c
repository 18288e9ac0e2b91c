#include "race.h"

extern void __VERIFIER_atomic_begin(void);
extern void __VERIFIER_atomic_end(void);
static int g;
static void *w(void *p) {
  __VERIFIER_atomic_begin();
  g++; // RACE
  __VERIFIER_atomic_end();
  return p;
}
int main(void) {
  pthread_t t;
  pthread_create(&t, NULL, w, NULL);
  g--; // RACE
  pthread_join(t, NULL);
  return 0;
}
