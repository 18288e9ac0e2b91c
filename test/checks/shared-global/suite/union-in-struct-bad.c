#include "race.h"

static union { int i; unsigned char bytes[4]; } u;
static struct { union { long l; double d; }; int tag; } v;
static void *w(void *p) {
  u.i = 1; // RACE
  v.tag = 3; // NORACE
  return p;
}
int main(void) {
  pthread_t t;
  pthread_create(&t, NULL, w, NULL);
  u.bytes[0] = 2; // RACE
  v.d = 1.0; // NORACE
  pthread_join(t, NULL);
  return v.l == 0; // NORACE
}
