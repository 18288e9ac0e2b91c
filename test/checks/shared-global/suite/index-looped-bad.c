#include "race.h"

#define STRIPES 8
static struct { pthread_mutex_t m; long n; } stripes[STRIPES];
static long total(void) {
  long t = 0;
  for (int i = 0; i < STRIPES; i++) {
    t += stripes[i].n; // RACE
  }
  return t;
}
static void add(unsigned k) {
  pthread_mutex_lock(&stripes[k % STRIPES].m);
  stripes[k % STRIPES].n++; // RACE
  pthread_mutex_unlock(&stripes[k % STRIPES].m);
}
static void *w(void *a) { for (unsigned i = 0; i < 50; i++) add(i); return a; }
int main(void) {
  pthread_t t;
  for (int i = 0; i < STRIPES; i++) pthread_mutex_init(&stripes[i].m, 0);
  pthread_create(&t, NULL, w, NULL);
  printf("%ld\n", total());
  pthread_join(t, NULL);
  return 0;
}
